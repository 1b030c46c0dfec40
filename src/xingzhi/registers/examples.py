"""What a cell of each column may look like, for the sheet of explanations in an import template. All of it is invented."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register

OF_KIND = {
    Kind.DATE: "2026-01-31",
    Kind.APPLICATION_NUMBER: "202410000001.X",
    Kind.CREDIT_CODE: "91152201XN0000004K",
    Kind.NAMES: "示例甲科技有限公司；示例乙科技有限公司",
    Kind.IPC: "A01B 1/00；A01B 3/00",
    Kind.INTEGER: "2026",
    Kind.DECIMAL: "12.5",
}
# A name alone holds in every register; "register.name" in that one.
OF_NAME = {
    "address": "内蒙古自治区兴安盟乌兰浩特市示例街1号", "address_words": "示例科技园", "zone": "示例经济技术开发区",
    "document": "示例盟发〔2026〕1号", "issuer": "示例盟市场监督管理局", "name": "示例甲科技有限公司", "title": "一种示例装置",
    "agency": "示例专利代理事务所", "postcode": "137400", "phone": "0482-0000000", "agent": "示例代理人",
    "inventors": "示例甲；示例乙", "legal_status_text": "授权", "unit": "件", "definition": "统计期末有效的发明专利",
    "indicator": "发明专利有效量", "period": "2026-06", "currency": "人民币", "batch_no": "2026年第1批", "fee_year": "5",
    "users": "12", "award_text": "中国专利奖优秀奖", "session": "第二十五届", "office": "US", "member_no": "US1234567B2",
    "event": "授权", "limb": "示例情形", "registration_no": "Y2026150000001", "contract_no": "示例质押2026001",
    "mark_no": "10000001", "mark_text": "示例商标", "nice_classes": "30", "goods": "大米；面粉", "similar_groups": "3007",
    "image": "10000001.png", "brand": "示例大米", "products": "大米", "mark_nos": "10000001", "sign_text": "示例标志",
    "indication": "示例大米", "place_name": "示例", "product_name": "大米", "standard_no": "GB/T 19266",
    "step": "申报示范区", "sign_no": "10000001", "remark": "", "former_region": "152221", "transferee": "示例乙科技有限公司",
    "item": "专利授权量", "reporter": "示例县市场监督管理局", "form": "monthly_ip_work", "cell": "grants", "zero": "",
    "capital_text": "500万元", "insured_text": "12人", "resident_population": "12.34", "value": "331", "target": "350",
    "pledgee": "示例银行", "staff_words.word": "示例词语", "staff_words.kind": "人名", "staff_words.source": "本局名单",
    "holder": "示例协会", "other_party": "示例丙公司", "aliases": "示例甲公司",
    "patents.filing_date": "2024-01-02", "patents.publication_date": "2024-06-04", "patents.grant_date": "2026-01-30",
    "announcement_date": "2026-01-30", "patents.legal_status_date": "2026-01-30", "patents.lapse_date": "",
    "patents.parent_application_no": "", "ipc_main": "A01B 1/00",
}  # fmt: skip
ONE_OF = ("名称、信用代码、地址字样至少填一项", "name, credit code or words of the address: one at least")
HOW = {"zone_members.name": ONE_OF, "zone_members.credit_code": ONE_OF, "zone_members.address_words": ONE_OF}


def example_of(register: Register, column: Column, language: str, region: str) -> str:
    """A cell of the column; "" where none helps. `region` is the place to name."""
    if column.choices:
        return column.choices[0].en if language.startswith("en") else column.choices[0].zh
    if column.kind is Kind.REGION:
        return region
    return OF_NAME.get(f"{register.name}.{column.name}", OF_NAME.get(column.name, OF_KIND.get(column.kind, "")))
