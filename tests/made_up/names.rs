//! Syllables of names, the common ones first, and communes.

pub const FAMILY: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh",
    "Phan", "Hà", "Lương", "Mai", "Tạ", "Đào", "Đoàn", "Trịnh", "Khúc", "Quách", "Nghiêm", "Tống",
    "Lại", "Phí", "Doãn", "Bạch", "Kiều", "Vi",
];
pub const MIDDLE: [&[&str]; 2] = [
    &[
        "Thị",
        "Thị",
        "Thị",
        "Thị",
        "Thị Thu",
        "Thị Minh",
        "Thị Kim",
        "Thị Ngọc",
        "Thu",
        "Minh",
        "Ngọc",
        "Thị Thanh",
        "Bích",
        "Thị Bích",
        "Kim",
        "Diệu",
    ],
    &[
        "Văn", "Văn", "Văn", "Đức", "Hữu", "Xuân", "Đình", "Quang", "Minh", "Công", "Ngọc",
        "Trọng", "Bá", "Viết", "Thế", "Duy",
    ],
];
pub const GIVEN: [&[&str]; 2] = [
    &[
        "Hoa", "Lan", "Hương", "Hòa", "Mai", "Nga", "Thúy", "Hà", "Huệ", "Lý", "Thảo", "Xuân",
        "Hồng", "Loan", "Yến", "Oanh", "Tuyết", "Nhung", "Mỹ", "Thơm", "Mận", "Nhài", "Sen",
        "Chiên", "Gái", "Ngát", "Vân", "Liên", "Thoa", "Đào", "Bưởi", "Rụt", "Tẹo", "Nụ", "Quý",
        "Thìn", "Tỵ", "Dậu", "Mùi", "Sửu",
    ],
    &[
        "Hùng", "Dũng", "Long", "Hải", "Sơn", "Bình", "Tuấn", "Thành", "Minh", "Đức", "Thắng",
        "Cường", "Hòa", "Quý", "Khánh", "Lân", "Kỳ", "Toàn", "Tý", "Thìn", "Ngọ", "Hợi", "Bảo",
        "Chiến", "Đạt", "Giang", "Khoa", "Lợi", "Mạnh", "Nam", "Phúc", "Quyết", "Sáu", "Tám", "Út",
        "Vinh", "Xuyên", "Ân", "Ước", "Yên",
    ],
];
pub const COMMUNES: &[&str] = &[
    "Lê Hồng Phong",
    "Bồ Xuyên",
    "Đề Thám",
    "Kỳ Bá",
    "Quang Trung",
    "Phú Khánh",
    "Tiền Phong",
    "Trần Hưng Đạo",
    "Trần Lãm",
    "Hoàng Diệu",
    "Đông Hòa",
    "Phú Xuân",
    "Vũ Phúc",
    "Vũ Chính",
    "Đông Mỹ",
    "Đông Thọ",
    "Vũ Đông",
    "Vũ Lạc",
    "Tân Bình",
];
