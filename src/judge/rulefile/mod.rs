//! Rule files (to come).
