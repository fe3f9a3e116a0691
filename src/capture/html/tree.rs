//! A parsed page: its elements and texts, as a reader's browser would nest them.

use std::num::NonZeroU32;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// The name of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    /// The root, which stands around the page's `<html>`.
    pub(super) const ROOT: Self = Self(NonZeroU32::MIN);

    /// Returns the name of the node at an index.
    ///
    /// # Panics
    ///
    /// When a tree has four billion nodes; one of a kept page has less than a million.
    pub(super) fn of(index: usize) -> Self {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("a tree of fewer nodes than fit in memory"))
    }

    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// All nodes of a page.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Entry>,
}

/// A node, and those around it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) parent: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
    pub(super) kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    /// The root, or what holds a template's contents.
    Root,
}

impl Entry {
    /// Makes a node that nothing is around yet.
    pub(super) fn new(kind: Kind) -> Self {
        Self { parent: None, previous: None, next: None, first: None, last: None, kind }
    }
}

impl Tree {
    /// Returns the node around all others.
    pub(super) fn root(&self) -> Node<'_> {
        Node { tree: self, id: NodeId::ROOT }
    }

    /// Returns the page's `<body>`; none of a page of frames.
    pub(super) fn body(&self) -> Option<Node<'_>> {
        let named = |node: Node<'_>, name: &str| node.name() == Some(name);
        let html = self.root().children().find(|node| named(*node, "html"))?;
        html.children().find(|node| named(*node, "body"))
    }
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> Node<'t> {
    pub(super) fn id(self) -> NodeId {
        self.id
    }

    /// Returns the name of an element, in lower case.
    pub(super) fn name(self) -> Option<&'t str> {
        if let Kind::Element(name, _) = &self.entry().kind { Some(&name.local) } else { None }
    }

    /// Returns the text that the node is.
    pub(super) fn text(self) -> Option<&'t str> {
        if let Kind::Text(text) = &self.entry().kind { Some(text) } else { None }
    }

    /// Returns all text inside the node.
    pub(super) fn whole_text(self) -> String {
        self.descendants().filter_map(Self::text).collect()
    }

    /// Returns the attributes of an element that tell something of it: their names, in lower case, and values.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let attributes =
            if let Kind::Element(_, attributes) = &self.entry().kind { attributes.as_slice() } else { &[] };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn parent(self) -> Option<Self> {
        self.at(self.entry().parent)
    }

    pub(super) fn first_child(self) -> Option<Self> {
        self.at(self.entry().first)
    }

    pub(super) fn next_sibling(self) -> Option<Self> {
        self.at(self.entry().next)
    }

    /// Returns the next element in the same element.
    pub(super) fn next_element_sibling(self) -> Option<Self> {
        std::iter::successors(self.next_sibling(), |node| node.next_sibling()).find(|node| node.name().is_some())
    }

    /// Returns what stands in the node, in the order of the page.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), move |node| node.first_child().or_else(|| node.after(self.id)))
    }

    fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// Returns the node behind this one and all inside it, within the one named.
    fn after(self, within: NodeId) -> Option<Self> {
        let mut node = self;
        while node.id != within {
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
        None
    }

    fn at(self, id: Option<NodeId>) -> Option<Self> {
        id.map(|id| Self { tree: self.tree, id })
    }

    fn entry(self) -> &'t Entry {
        &self.tree.nodes[self.id.index()]
    }
}
