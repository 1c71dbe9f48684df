"""The platform's two public pages, that QR codes on paper point to: progress and verification. Pure; any thread.

They name nobody in full: whoever holds the paper sees enough to compare it, whoever guesses a number sees nothing.
"""

from __future__ import annotations

from html import escape

from sandbox.platform.store import KeptCertificate, KeptSubmission

_STYLE = """
body{margin:0;background:#F5F3EC;color:#17211D;font:18px/1.6 "Noto Sans CJK SC","PingFang SC",sans-serif}
main{max-width:34rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.3;margin:0 0 1rem}
section{background:#fff;border:1px solid #DDD9CD;border-radius:12px;padding:1rem 1.25rem;margin:1rem 0}
.done{background:#E2EEE8;border-color:#0B5B4B}.wait{background:#FBF0D9;border-color:#7D4E00}
.failed{background:#F9E8E4;border-color:#A32A1D}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.25rem}dt{color:#4A554F}dd{margin:0}
input,button{font:inherit;padding:.5rem .75rem;border-radius:8px;border:2px solid #76807A}
button{background:#0B5B4B;border-color:#0B5B4B;color:#fff}
footer{color:#4A554F;font-size:.85rem;margin:2rem 0}
"""


def progress_page(number: str, kept: KeptSubmission | None) -> str:
    """Where a submission stands, by the platform's number or the terminal's."""
    if kept is None:
        body = (
            f"<h1>平台还没收到 {escape(number)}</h1>"
            '<section class="wait">如果您手里有收件凭证，材料已锁好存在那台机器上，网络一通就自动送来。'
            "三天后这里还查不到，请打 12345 报这个编号。</section>"
        )
    else:
        body = (
            '<h1>平台已收到</h1><section class="done">正在等工作人员看。看完用短信告诉您。</section><section>'
            + _list(
                ("办件编号", kept.number),
                ("本机编号", kept.local_number),
                ("收到时间", _time(kept.received_at)),
            )
            + "</section>"
        )
    return page("办件进度", body)


def verification_page(number: str, code: str, certificate: KeptCertificate | None) -> str:
    """What a certificate must say. Without the right code it only asks for it."""
    if certificate is None or code != certificate.code:
        wrong = '<section class="failed">没有这个编号和验证码的证明。请对照纸上的再输一次。</section>' if code else ""
        body = (
            f"<h1>核对证明 {escape(number)}</h1>{wrong}<section><form>"
            '<p><label for="code">请输入纸上的验证码</label></p>'
            '<p><input id="code" name="code" autocomplete="off" placeholder="7KQ4-M2XD"> <button>核对</button></p>'
            "</form></section>"
        )
        return page("核对证明", body)
    record = certificate.record
    person, paper = record["person"], record["certificate"]
    totals = [(total["kind"], f"{total['months']} 个月") for total in record.get("totals", [])]
    facts = [(fact["label"]["zh"], fact["value"]) for fact in record.get("facts", [])]
    body = (
        f"<h1>{escape(paper['title'])}</h1>"
        '<section class="done">这份证明是真的。请逐项对照纸上的内容。</section><section>'
        + _list(
            ("编号", certificate.number),
            ("姓名", person["name"][0] + "*" * (len(person["name"]) - 1)),
            ("证件号码", person["number"][:4] + "*" * 10 + person["number"][-4:]),
            *totals,
            *facts,
            ("截至", record["as_of"]),
            ("出具单位", paper["issuer"]),
            ("出具时间", _time(certificate.issued_at)),
            ("有效期至", paper["valid_until"]),
        )
        + "</section>"
    )
    return page("核对证明", body)


def page(title: str, body: str) -> str:
    """A whole page."""
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>{body}"
        "<footer>演示平台。人、号码和证明都是虚构的。</footer></main></body></html>"
    )


def _list(*pairs: tuple[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs) + "</dl>"


def _time(instant: str) -> str:
    return f"{instant[:10]} {instant[11:16]}"
