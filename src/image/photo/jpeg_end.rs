//! A JPEG that was cut and then got an end mark looks whole to a decoder: it reads zeros for what is missing, and the rest of the
//! picture is grey. Here such a file is made to fail.

use img_parts::jpeg::markers;

/// Ones, of which no code consists (ITU-T T.81, C.2): a decoder that needs more than there is runs into them. A scan that is
/// whole ends before. More than a decoder reads ahead.
const STOP: [u8; 32] = {
    let mut stop = [0; 32];
    let mut at = 0;
    while at < stop.len() {
        stop[at] = 0xff;
        at += 2;
    }
    stop
};
const END: [u8; 2] = [0xff, markers::EOI];
/// A restart mark: where restarts are, decoders look for the next one whatever stands before it.
const RESTART: [u8; 2] = [0xff, markers::RST0];
const PROGRESSIVE: u8 = markers::SOF2;

/// The picture with a stop before its end mark; `None` if scans are missing, or are such as no browser shows.
pub(super) fn guarded(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let scans = Scans::of(&bytes)?;
    if !scans.are_whole() {
        return None;
    }
    // In place: a second copy of the largest photographs would be 30 MiB.
    if bytes.ends_with(&END) {
        bytes.truncate(bytes.len() - END.len());
    }
    bytes.extend(STOP);
    if scans.restarts {
        bytes.extend(RESTART);
        bytes.extend(STOP);
    }
    bytes.extend(END);
    Some(bytes)
}

/// What the scans of a picture say of themselves.
#[derive(Default)]
struct Scans {
    is_progressive: bool,
    restarts: bool,
    /// The components by their names, each with how many low bits of its coefficients are still to come; `None` before it has
    /// been in a scan.
    components: Vec<(u8, [Option<u8>; COEFFICIENTS])>,
}

const COEFFICIENTS: usize = 64;

impl Scans {
    /// From the segments of a JPEG; `None` if they cannot be told apart.
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut scans = Self::default();
        let mut rest = bytes.get(2..)?;
        // Between segments, and after a scan's head, the next mark is looked for: data of scans have none but restarts.
        let next = |rest: &[u8]| {
            memchr::memchr_iter(0xff, rest).find(|at| rest.get(at + 1).is_some_and(|&mark| is_segment(mark)))
        };
        while let Some(at) = next(rest) {
            let marker = rest[at + 1];
            if marker == markers::EOI {
                break;
            }
            let length = usize::from(u16::from_be_bytes([*rest.get(at + 2)?, *rest.get(at + 3)?]));
            let contents = rest.get(at + 4..at + 2 + length.max(2))?;
            scans.take(marker, contents)?;
            rest = &rest[at + 2 + length.max(2)..];
        }
        Some(scans)
    }

    fn take(&mut self, marker: u8, contents: &[u8]) -> Option<()> {
        match marker {
            markers::DRI => self.restarts |= contents.iter().any(|byte| *byte != 0),
            markers::SOS => {
                let (names, [start, end, bits]) = scan_head(contents)?;
                // A progressive picture sends the first coefficient apart from the others (G.1.1.1.1): browsers refuse one that
                // sends all in one scan.
                if self.is_progressive && start == 0 && end != 0 {
                    return None;
                }
                for (name, coefficients) in &mut self.components {
                    if names.contains(name) {
                        let sent = coefficients.get_mut(usize::from(start)..=usize::from(end))?;
                        sent.fill(Some(bits & 0x0f));
                    }
                }
            }
            0xc0..=0xcf if !matches!(marker, markers::DHT | markers::JPG | markers::DAC) => {
                self.is_progressive = marker == PROGRESSIVE;
                let components =
                    contents.get(6..)?.chunks_exact(3).map(|component| (component[0], [None; COEFFICIENTS]));
                self.components = components.collect();
            }
            _ => {}
        }
        Some(())
    }

    /// Whether every coefficient of every component has been sent to its last bit.
    fn are_whole(&self) -> bool {
        let is_whole = |coefficients: &[Option<u8>; COEFFICIENTS]| coefficients.iter().all(|bits| *bits == Some(0));
        !self.components.is_empty() && self.components.iter().all(|(_, coefficients)| is_whole(coefficients))
    }
}

/// Whether a mark begins a segment or ends the picture: not a byte of data, filling, or a restart.
fn is_segment(marker: u8) -> bool {
    !matches!(marker, 0x00 | 0x01 | 0xff | markers::RST0..=markers::RST7)
}

/// The names of a scan's components, then the first and last coefficient and the approximation.
fn scan_head(contents: &[u8]) -> Option<(Vec<u8>, [u8; 3])> {
    let count = usize::from(*contents.first()?);
    let names = contents.get(1..1 + 2 * count)?.chunks_exact(2).map(|component| component[0]).collect();
    Some((names, contents.get(1 + 2 * count..4 + 2 * count)?.try_into().ok()?))
}
