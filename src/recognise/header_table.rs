//! The headers of the field, over and over: each key and each spelling of it means one thing, with tones
//! and as ASCII names of columns (`ho_ten`).

use super::header::label_field;
use super::words::{Field, built_in};
use crate::model::Key;
use crate::model::text::fold;

/// A line a meaning: the field's own key, what it is, and the spellings seen; `;` between them.
const TABLE: &str = "\
stt | number | STT; TT; Số TT; Stt; S TT; No
ho_ten | name | Họ và tên; Họ tên; Họ & tên; Họ và tên đối tượng; Họ tên người hưởng; Tên đối tượng; Họ và tên người thụ hưởng; Tên chủ hộ (cá nhân); Người được hưởng
 | name_or_category | Đối tượng hưởng
 | family_name | Họ đệm
 | given_name | Tên
ngay_sinh | born | Ngày, tháng, năm sinh; Ngày sinh; Ngày tháng năm sinh; Năm sinh; NTNS; N.sinh; Sinh ngày; Ngày/tháng/năm sinh
tuoi | ignored | Tuổi
gioi_tinh | sex | Giới tính; GT; Nam/Nữ; Phái
 | male | Nam (x); Nam
 | female | Nữ (x); Nữ
dan_toc | ignored | Dân tộc; DT
cccd | id_number | Số CMND; CMTND; Số CMND/CCCD; CCCD; Số CCCD/ĐDCN; Số định danh; Mã định danh; Giấy tờ tùy thân
ngay_cap | issued | Ngày cấp
noi_cap | ignored | Nơi cấp
dia_chi | village | Địa chỉ; Nơi ở; Chỗ ở; Hộ khẩu thường trú; HKTT; Nơi thường trú; Nơi ở hiện nay; Chỗ ở hiện tại
thon_to | village | Thôn; Xóm; Tổ; TDP; Tổ dân phố; Khu; Thôn/Tổ
doi_tuong | category | Đối tượng; Loại đối tượng; Nhóm đối tượng; Diện đối tượng; Diện hưởng; Thuộc diện; Loại trợ cấp; Chế độ; Chế độ hưởng; Nội dung hưởng; Mã đối tượng; Mã ĐT; Điều/khoản
dang_tat | kind | Dạng tật; Dạng KT; Dạng khuyết tật; Loại tật
muc_do | level | Mức độ; Mức độ KT; Mức độ khuyết tật
so_gxn | certificate | Số GXNKT; Giấy XN khuyết tật; Số giấy xác nhận
 | issued | Ngày cấp GXN
so_qd | decision | Số, ngày tháng QĐ; Số QĐ; Số quyết định; QĐ hưởng; Quyết định hưởng TC
ngay_qd | decision_date | Ngày QĐ
so_so | book | Số sổ; Số sổ lĩnh tiền; Sổ trợ cấp; Mã số chi trả
tu_thang | from | Hưởng từ tháng; Thời gian hưởng; Hưởng từ; Thời điểm hưởng; Tháng hưởng; Ngày hưởng
he_so | coefficient | Hệ số; HS; Hệ số trợ cấp; HSTC
muc | amount | Mức hưởng; Mức trợ cấp; Mức TC; Số tiền; Số tiền trợ cấp; Mức hưởng/tháng; Tiền TC; Thành tiền; Trợ cấp hàng tháng; Kinh phí
 | ignored | Mức chuẩn; Mức chuẩn (×)
cham_soc | care | Kinh phí chăm sóc; KPCS; Hỗ trợ KP chăm sóc; Tiền nuôi dưỡng; Tiền chăm sóc; KP nhận CSND
truy_linh | arrears | Truy lĩnh; Truy lãnh; Tiền truy lĩnh; Bổ sung
 | arrears_months | Số tháng truy lĩnh
 | deduction | Truy thu; Thu hồi
chua_tra | carried | Chưa trả tháng trước; Tồn kỳ trước; Kỳ trước chuyển sang
 | carried_months | Chưa trả tháng trước (Số tháng)
mai_tang | funeral | MTP; Mai táng phí; Tiền mai táng
tong | total | Tổng số tiền; Tổng cộng; Cộng; Tổng được lĩnh; Tổng số tiền thực lĩnh; Số tiền thực lĩnh; Thực nhận
ky_nhan | paid | Ký nhận; Ký tên; Ký; Chữ ký; Người nhận ký; Ký và ghi rõ họ tên; Đã nhận (x); Đã chi
 | received_on | Ngày nhận; Ngày chi; paid_on; received_date; received_on
nguoi_nhan | receiver | Người nhận; Người nhận thay; Người lĩnh hộ; Người được ủy quyền; Họ tên người nhận; Chủ TK; Người nhận tiền
tai_khoan | account | Số tài khoản; STK; Số TK
 | ignored | Ngân hàng; Mở tại
bhyt | card | Số thẻ BHYT; Mã thẻ; Mã thẻ BHYT; Mã số BHXH; Số thẻ
nguoi_giam_ho | head | Người giám hộ; Người nuôi dưỡng; Họ tên cha/mẹ; Chủ hộ; Người chăm sóc; Họ tên cha mẹ
ghi_chu | note | Ghi chú; GC; Ghi chú (tăng, giảm); Biến động; Tăng/giảm
 | reason | Lý do; Lý do chưa chi
 | status | Tình trạng
phieu_chi | receipt | Số phiếu chi; Phiếu chi số; Số chứng từ; Số biên lai; Mã giao dịch
han_the | valid_to | Giá trị đến ngày; Thời hạn sử dụng
 | valid_from | Giá trị từ ngày
 | from | Từ ngày
 | to | Đến ngày
thoi_huong | until | Thôi hưởng từ tháng; Dừng từ tháng; Cắt từ tháng; Ngày hiệu lực
ho | household | Mã hộ; Mã số hộ
 | household_kind | Loại hộ; Diện hộ
 | relation | Quan hệ với chủ hộ; Quan hệ
 | member | Thành viên
dien | category | Diện
 | quarter | Quý; Kỳ hỗ trợ
 | kwh | Số kWh; Điện năng sử dụng
 | amount | Số tiền hỗ trợ tiền điện; Mức hỗ trợ; Số tiền phải chi
hoc_sinh | name | Họ và tên học sinh
 | school | Trường
 | class | Lớp
 | months | Số tháng
duoc_cham_soc | cared_for | Người được chăm sóc; Họ tên người được nuôi dưỡng; Chăm sóc cho
ngay_chet | died | Ngày chết; Ngày mất; Ngày tử vong; Ngày từ trần; Chết ngày; Đã chết vào lúc … giờ … phút
 | ignored | Số giấy chứng tử; Trích lục khai tử; Bưu cục; Điểm chi trả; Tuyến; Hình thức (TM/CK); Quyển số; Nơi chết; Giấy báo tử số; Người đi khai
 | registered | Ngày báo tử; Ngày đăng ký
 | month | Kỳ chi trả; Kỳ; Tháng
 | book | Mã KH; Số hiệu
 | unpaid | Chưa chi; Chưa nhận; Chưa nhận (x)
 | village | Nơi cư trú cuối cùng
";

#[test]
fn every_header_of_the_field_is_known_with_tones_and_without() {
    let (words, _) = built_in();
    let mut wrong = Vec::new();
    for line in TABLE.lines() {
        let mut parts = line.split('|').map(str::trim);
        let (Some(own), Some(code), Some(spellings)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let want = Field::from_code(code);
        let mut texts: Vec<String> = Vec::new();
        // Without tones "Kỳ" and "Ký", "Hộ" and "Họ" are one; the cells and columns beside tell.
        if !own.is_empty() && own != "ho" {
            texts.push(own.to_owned());
        }
        for spelling in spellings.split(';').map(str::trim) {
            texts.push(spelling.to_owned());
            texts.push(spelling.to_uppercase());
            if !matches!(spelling, "Kỳ" | "Ký") {
                texts.push(fold(spelling).replace(' ', "_"));
            }
        }
        for text in texts {
            let got = label_field(&text, &words);
            if got != want {
                wrong.push(format!("{text}: {code} wanted, got {got:?}"));
            }
        }
    }
    for key in Key::ALL {
        if label_field(key.code(), &words) != Some(Field::Key(*key)) {
            wrong.push(key.code().to_owned());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
