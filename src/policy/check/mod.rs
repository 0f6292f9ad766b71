//! What must hold across the files of a bundle.
