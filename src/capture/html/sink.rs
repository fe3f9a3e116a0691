//! Where the rules of HTML say that an element or a text belongs, it is put into the tree.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};

use super::tree::{Entry, Kind, NodeId, Tree};

/// A tree that grows.
pub(super) struct Sink {
    nodes: RefCell<Vec<Entry>>,
}

impl Sink {
    /// Makes a tree of a root alone.
    pub(super) fn new() -> Self {
        Self { nodes: RefCell::new(vec![Entry::new(Kind::Root)]) }
    }

    /// Counts the nodes.
    pub(super) fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn push(&self, kind: Kind) -> NodeId {
        push(&mut self.nodes.borrow_mut(), kind)
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn elem_name<'a>(&'a self, id: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[id.index()].kind {
            Kind::Element(name, _) => name,
            _ => unreachable!("the tree builder asks the names of elements alone"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.push(Kind::Element(name, attributes));
        if flags.template {
            // What stands in a template is no part of the page; it hangs on a root of its own, right behind.
            self.push(Kind::Root);
        }
        id
    }

    fn is_mathml_annotation_xml_integration_point(&self, id: &NodeId) -> bool {
        let holds_html = |value: &str| {
            value.eq_ignore_ascii_case("text/html") || value.eq_ignore_ascii_case("application/xhtml+xml")
        };
        let nodes = self.nodes.borrow();
        let Kind::Element(_, attributes) = &nodes[id.index()].kind else { return false };
        attributes.iter().any(|attribute| &*attribute.name.local == "encoding" && holds_html(&attribute.value))
    }

    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        NodeId::of(template.index() + 1)
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.push(Kind::Root)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.push(Kind::Root)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let nodes = &mut self.nodes.borrow_mut();
        take_out(nodes, &child);
        let last = nodes[parent.index()].last;
        if let Some(child) = node_of(nodes, last, child) {
            put(nodes, *parent, child, last, None);
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let nodes = &mut self.nodes.borrow_mut();
        take_out(nodes, &child);
        let Entry { parent: Some(parent), previous, .. } = nodes[sibling.index()] else { return };
        if let Some(child) = node_of(nodes, previous, child) {
            put(nodes, parent, child, previous, Some(*sibling));
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.nodes.borrow()[element.index()].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn add_attrs_if_missing(&self, id: &NodeId, more: Vec<Attribute>) {
        if let Kind::Element(_, attributes) = &mut self.nodes.borrow_mut()[id.index()].kind {
            let missing = |attribute: &Attribute| !attributes.iter().any(|known| known.name == attribute.name);
            let missing: Vec<Attribute> = more.into_iter().filter(missing).collect();
            attributes.extend(missing);
        }
    }

    fn remove_from_parent(&self, id: &NodeId) {
        take_out(&mut self.nodes.borrow_mut(), &NodeOrText::AppendNode(*id));
    }

    fn reparent_children(&self, from: &NodeId, to: &NodeId) {
        let nodes = &mut self.nodes.borrow_mut();
        while let Some(child) = nodes[from.index()].first {
            take_out(nodes, &NodeOrText::AppendNode(child));
            let last = nodes[to.index()].last;
            put(nodes, *to, child, last, None);
        }
    }
}

fn push(nodes: &mut Vec<Entry>, kind: Kind) -> NodeId {
    nodes.push(Entry::new(kind));
    NodeId::of(nodes.len() - 1)
}

/// Returns the node to put behind another; none when it is a text that could be added to the other, a text too.
fn node_of(nodes: &mut Vec<Entry>, previous: Option<NodeId>, child: NodeOrText<NodeId>) -> Option<NodeId> {
    let text = match child {
        NodeOrText::AppendNode(id) => return Some(id),
        NodeOrText::AppendText(text) => text,
    };
    if let Some(previous) = previous
        && let Kind::Text(before) = &mut nodes[previous.index()].kind
    {
        before.push_tendril(&text);
        return None;
    }
    Some(push(nodes, Kind::Text(text)))
}

/// Puts a node without a parent between two others.
fn put(nodes: &mut [Entry], parent: NodeId, child: NodeId, previous: Option<NodeId>, next: Option<NodeId>) {
    let entry = &mut nodes[child.index()];
    (entry.parent, entry.previous, entry.next) = (Some(parent), previous, next);
    match previous {
        Some(previous) => nodes[previous.index()].next = Some(child),
        None => nodes[parent.index()].first = Some(child),
    }
    match next {
        Some(next) => nodes[next.index()].previous = Some(child),
        None => nodes[parent.index()].last = Some(child),
    }
}

/// Takes a node, with all inside it, from where it stands; a text stands nowhere yet.
fn take_out(nodes: &mut [Entry], child: &NodeOrText<NodeId>) {
    let NodeOrText::AppendNode(child) = child else { return };
    let entry = &mut nodes[child.index()];
    let (previous, next) = (entry.previous.take(), entry.next.take());
    let Some(parent) = entry.parent.take() else { return };
    match previous {
        Some(previous) => nodes[previous.index()].next = next,
        None => nodes[parent.index()].first = next,
    }
    match next {
        Some(next) => nodes[next.index()].previous = previous,
        None => nodes[parent.index()].last = previous,
    }
}
