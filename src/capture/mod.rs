//! Outside bytes made into a draft of a snapshot.
