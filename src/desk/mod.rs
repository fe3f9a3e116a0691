//! Where capture, store and history meet: the work of a desk.
