//! What a sheet can be, what a column can hold, and what a payment is for.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As files and documents write it.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// The role of a list (`contract.md`, Roles).
    Role {
        /// Danh sách đối tượng.
        Roll = "roll",
        /// Danh sách chi trả.
        Ledger = "ledger",
        /// Danh sách phê duyệt, đề nghị chi trả.
        Approved = "approved",
        /// Sổ khai tử.
        Deaths = "deaths",
        /// Vắng mặt, chuyển đi.
        Absences = "absences",
        /// Giấy xác nhận khuyết tật.
        Certificates = "certificates",
        /// Lương hưu, trợ cấp BHXH.
        Pensions = "pensions",
        /// Thẻ BHYT.
        Cards = "cards",
        /// Hộ nghèo, cận nghèo, chính sách.
        Households = "households",
        /// Hỗ trợ tiền điện.
        Electricity = "electricity",
        /// Học sinh được miễn giảm, hỗ trợ.
        Pupils = "pupils",
        /// Quyết định thôi hưởng, điều chỉnh; danh sách giảm.
        Decisions = "decisions",
        /// Danh sách tăng: who is new on the rolls.
        Additions = "additions",
        /// Our own workbook with outcomes typed in.
        Outcomes = "outcomes",
        /// Pairs of rows that a person decided.
        Links = "links",
    }
}

codes! {
    /// What a column holds: the row keys of `contract.md`.
    Key {
        /// Số thứ tự.
        Number = "number",
        /// Họ và tên.
        Name = "name",
        /// Ngày sinh.
        Born = "born",
        /// Giới tính.
        Sex = "sex",
        /// Số CMND, CCCD.
        IdNumber = "id_number",
        /// Xã, phường.
        Commune = "commune",
        /// Thôn, tổ, or the address as written.
        Village = "village",
        /// Đối tượng.
        Category = "category",
        /// Hệ số.
        Coefficient = "coefficient",
        /// Mức hưởng, or the one sum of money of the list (đồng).
        Amount = "amount",
        /// Học phí được miễn giảm (đồng).
        Fees = "fees",
        /// Hưởng từ tháng.
        From = "from",
        /// Thôi hưởng từ tháng.
        Until = "until",
        /// Số quyết định.
        Decision = "decision",
        /// Số sổ.
        Book = "book",
        /// Mức độ khuyết tật.
        Level = "level",
        /// Dạng tật.
        Kind = "kind",
        /// Số giấy xác nhận.
        Certificate = "certificate",
        /// Ngày cấp.
        Issued = "issued",
        /// Số con.
        Children = "children",
        /// Kỳ chi trả.
        Month = "month",
        /// Trợ cấp tháng này (đồng).
        Regular = "regular",
        /// Kinh phí chăm sóc (đồng).
        Care = "care",
        /// Mai táng phí (đồng).
        Funeral = "funeral",
        /// One-off support, such as NQ 42/NQ-CP (đồng).
        OneOff = "one_off",
        /// Truy lĩnh (đồng).
        Arrears = "arrears",
        /// Số tháng truy lĩnh.
        ArrearsMonths = "arrears_months",
        /// Chưa trả tháng trước (đồng).
        Carried = "carried",
        /// Số tháng chưa trả.
        CarriedMonths = "carried_months",
        /// Khấu trừ, truy thu (đồng).
        Deduction = "deduction",
        /// Tổng số tiền (đồng).
        Total = "total",
        /// Ký nhận, đã nhận.
        Paid = "paid",
        /// Ngày nhận.
        ReceivedOn = "received_on",
        /// Người nhận.
        Receiver = "receiver",
        /// Số tài khoản.
        Account = "account",
        /// Số phiếu chi.
        Receipt = "receipt",
        /// Ngày chết.
        Died = "died",
        /// Ngày đăng ký.
        Registered = "registered",
        /// Vắng từ ngày.
        AwayFrom = "away_from",
        /// Vắng đến ngày.
        AwayTo = "away_to",
        /// Lý do.
        Reason = "reason",
        /// Lương hưu (đồng) or its kind.
        Pension = "pension",
        /// Số thẻ BHYT.
        Card = "card",
        /// Giá trị từ ngày.
        ValidFrom = "valid_from",
        /// Giá trị đến ngày.
        ValidTo = "valid_to",
        /// Mã hộ.
        Household = "household",
        /// Loại hộ.
        HouseholdKind = "household_kind",
        /// Quý.
        Quarter = "quarter",
        /// Số kWh.
        Kwh = "kwh",
        /// Trường.
        School = "school",
        /// Lớp.
        Class = "class",
        /// Diện miễn giảm.
        Ground = "ground",
        /// Người được chăm sóc.
        CaredFor = "cared_for",
        /// Chủ hộ.
        Head = "head",
        /// Thành viên.
        Member = "member",
        /// Quan hệ.
        Relation = "relation",
        /// Trạng thái.
        Status = "status",
        /// Ghi chú.
        Note = "note",
        /// Dòng thứ nhất của một cặp: its number, or path, sheet and number in one.
        FirstRow = "first_row",
        /// Tệp của dòng thứ nhất.
        FirstPath = "first_path",
        /// Trang tính của dòng thứ nhất.
        FirstSheet = "first_sheet",
        /// Họ tên ở dòng thứ nhất.
        FirstName = "first_name",
        /// Dòng thứ hai.
        SecondRow = "second_row",
        /// Tệp của dòng thứ hai.
        SecondPath = "second_path",
        /// Trang tính của dòng thứ hai.
        SecondSheet = "second_sheet",
        /// Họ tên ở dòng thứ hai.
        SecondName = "second_name",
        /// Kết luận.
        Answer = "answer",
        /// Người xác định.
        AnsweredBy = "answered_by",
        /// Ngày xác định.
        AnsweredOn = "answered_on",
    }
}

impl Key {
    /// Whether only a list of decided pairs of rows has it.
    pub fn is_of_pairs(self) -> bool {
        self >= Self::FirstRow
    }

    /// Whether it holds money of a row, đồng.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Amount
                | Self::Regular
                | Self::Care
                | Self::Funeral
                | Self::OneOff
                | Self::Arrears
                | Self::Carried
                | Self::Deduction
                | Self::Total
        )
    }
}

codes! {
    /// What money is for; each scheme is settled apart (`contract.md`, 10).
    Scheme {
        /// Trợ cấp xã hội hàng tháng.
        Benefit = "benefit",
        /// Kinh phí chăm sóc, nuôi dưỡng.
        Care = "care",
        /// Mai táng phí.
        Funeral = "funeral",
        /// One-off support.
        OneOff = "one_off",
    }
}
