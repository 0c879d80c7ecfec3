//! Finds the nodes of a graph that reach each other.

use std::collections::HashMap;
use std::hash::Hash;

/// Numbers the strongly connected components of a graph. Tarjan's algorithm, without recursion.
pub(super) fn cycles<N: Copy + Eq + Hash>(edges: &HashMap<N, Vec<N>>) -> HashMap<N, usize> {
    let mut walk =
        Walk { edges, order: HashMap::new(), low: HashMap::new(), stack: Vec::new(), cycles: HashMap::new() };
    for node in edges.keys() {
        if !walk.order.contains_key(node) {
            walk.from(*node);
        }
    }
    walk.cycles
}

struct Walk<'e, N> {
    edges: &'e HashMap<N, Vec<N>>,
    /// The order in which nodes were visited.
    order: HashMap<N, usize>,
    /// The earliest node on the stack that each node reaches.
    low: HashMap<N, usize>,
    stack: Vec<N>,
    cycles: HashMap<N, usize>,
}

impl<N: Copy + Eq + Hash> Walk<'_, N> {
    fn from(&mut self, start: N) {
        self.enter(start);
        // Each node with the number of its edges followed.
        let mut path = vec![(start, 0)];
        while let Some((node, done)) = path.last_mut() {
            let node = *node;
            let next = self.edges.get(&node).and_then(|edges| edges.get(*done)).copied();
            *done += 1;
            match next {
                Some(next) if !self.order.contains_key(&next) => {
                    self.enter(next);
                    path.push((next, 0));
                }
                Some(next) if !self.cycles.contains_key(&next) => self.lower(node, self.order[&next]),
                Some(_) => {}
                None => {
                    path.pop();
                    self.leave(node);
                    if let Some((above, _)) = path.last() {
                        self.lower(*above, self.low[&node]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: N) {
        let order = self.order.len();
        self.order.insert(node, order);
        self.low.insert(node, order);
        self.stack.push(node);
    }

    fn lower(&mut self, node: N, to: usize) {
        if let Some(low) = self.low.get_mut(&node) {
            *low = (*low).min(to);
        }
    }

    /// Closes a component if the node reaches no earlier one: the component is all that is above on the stack.
    fn leave(&mut self, node: N) {
        let order = self.order[&node];
        if self.low[&node] == order {
            while let Some(member) = self.stack.pop() {
                self.cycles.insert(member, order);
                if member == node {
                    break;
                }
            }
        }
    }
}
