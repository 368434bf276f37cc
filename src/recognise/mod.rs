//! recognise (to come).
