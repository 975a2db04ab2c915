//! What codes mean at length.
