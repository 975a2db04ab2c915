//! How much a browser has to draw: an element that is used many times by elements that are used many times grows without
//! end, in a small file.

use roxmltree::{Node, NodeId};
use rustc_hash::FxHashMap;

use super::{XLINK, own_attribute};

/// The most elements that are drawn, each counted as often as it is used.
const MAX_INSTANCES: u64 = 1_000_000;
/// How deeply uses and elements may be nested together. Counting recurses as deeply.
const MAX_DEPTH: usize = 1_000;

/// Whether no more elements are drawn than a browser can bear.
pub(super) fn are_bounded(root: Node<'_, '_>) -> bool {
    if !root.descendants().any(|node| node.tag_name().name() == "use") {
        return true;
    }
    // In reverse, so that of two elements with one id the first stays, as in a browser.
    let all: Vec<_> = root.descendants().collect();
    let by_id = all.into_iter().rev().filter_map(|node| Some((own_attribute(node, "id")?, node))).collect();
    let mut count = Count { by_id, known: FxHashMap::default() };
    count.of(root, 0).is_some_and(|instances| instances <= MAX_INSTANCES)
}

struct Count<'a, 'd> {
    by_id: FxHashMap<&'a str, Node<'a, 'd>>,
    /// Elements already counted; those being counted have 0, so that a circle, which browsers do not draw, ends.
    known: FxHashMap<NodeId, u64>,
}

impl<'a, 'd> Count<'a, 'd> {
    /// The elements drawn for `node`; `None` if they are nested too deeply.
    fn of(&mut self, node: Node<'a, 'd>, depth: usize) -> Option<u64> {
        if let Some(&known) = self.known.get(&node.id()) {
            return Some(known);
        }
        if depth > MAX_DEPTH {
            return None;
        }
        self.known.insert(node.id(), 0);
        let mut sum: u64 = 1;
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.of(child, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let hrefs = [own_attribute(node, "href"), node.attribute((XLINK, "href"))];
            let targets = hrefs.into_iter().flatten().filter_map(|href| href.trim().strip_prefix('#'));
            for target in targets.filter_map(|id| self.by_id.get(id).copied()).collect::<Vec<_>>() {
                sum = sum.saturating_add(self.of(target, depth + 1)?);
            }
        }
        self.known.insert(node.id(), sum);
        Some(sum)
    }
}
