//! Pixels that come row by row, made fewer on the way: a drawing of 40 megapixels never lies whole in memory.

use super::Pixels;

/// Bytes of a pixel here: red, green, blue, and how opaque it is.
pub(super) const CHANNELS: usize = 4;

/// How many pixels become one each way: so many that a picture of the size `wanted` can still be made of what is left.
pub(super) fn side(stored: (u32, u32), wanted: (u32, u32)) -> usize {
    (stored.0 / wanted.0.max(1)).min(stored.1 / wanted.1.max(1)).max(1) as usize
}

/// Takes rows of pixels of four bytes, and gives a picture in which each pixel is the mean of a square of them.
pub(super) struct Rows {
    width: usize,
    /// Side of a square.
    side: usize,
    /// For each square of the row that is being taken in: red, green and blue weighted by how opaque they are, the sum of the
    /// weights, and the number of pixels.
    sums: Vec<[u64; 5]>,
    /// Rows taken in of the squares.
    taken: usize,
    height: u32,
    bytes: Vec<u8>,
}

impl Rows {
    /// For a picture of the size `stored` that will be scaled to `wanted`.
    pub(super) fn new(stored: (u32, u32), wanted: (u32, u32)) -> Self {
        let side = side(stored, wanted);
        let width = stored.0 as usize;
        Self { width, side, sums: vec![[0; 5]; width.div_ceil(side)], taken: 0, height: 0, bytes: Vec::new() }
    }

    pub(super) fn push(&mut self, row: &[u8]) {
        if self.side == 1 {
            self.bytes.extend_from_slice(row);
            self.height += 1;
            return;
        }
        for (pixels, sum) in row.chunks(self.side * CHANNELS).zip(&mut self.sums) {
            for pixel in pixels.chunks_exact(CHANNELS) {
                let weight = u64::from(pixel[3]);
                for (sum, value) in sum.iter_mut().zip(&pixel[..3]) {
                    *sum += u64::from(*value) * weight;
                }
                sum[3] += weight;
                sum[4] += 1;
            }
        }
        self.taken += 1;
        if self.taken == self.side {
            self.end_squares();
        }
    }

    fn end_squares(&mut self) {
        for sum in &mut self.sums {
            let [red, green, blue, weight, count] = std::mem::take(sum);
            let mean = |sum: u64| (sum + weight / 2).checked_div(weight).unwrap_or(0) as u8;
            let opacity = (weight + count / 2).checked_div(count).unwrap_or(0) as u8;
            self.bytes.extend([mean(red), mean(green), mean(blue), opacity]);
        }
        self.taken = 0;
        self.height += 1;
    }

    /// The picture.
    pub(super) fn end(mut self) -> Pixels {
        if self.taken > 0 {
            self.end_squares();
        }
        let width = self.width.div_ceil(self.side) as u32;
        Pixels { width, height: self.height, channels: CHANNELS, bytes: self.bytes }
    }
}
