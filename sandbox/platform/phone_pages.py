"""The pages that a phone opens from a code on the terminal: to pay, and to go on. Routes and levers; loop thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response

from sandbox.platform import handoffs, payments, quotas
from sandbox.platform.pages import page
from sandbox.platform.problems import Problem
from sandbox.platform.store import PlatformStore

_STATES = {
    "paid": ("付好了", "done", "机器上的页面会自己往下走。"),
    "closed": ("这张缴费单关掉了", "wait", "没有收您的钱。要付，在机器上换一个新的码。"),
    "expired": ("这个码过时间了", "wait", "没有收您的钱。要付，在机器上换一个新的码。"),
    "refused": ("没有付成", "failed", "没有收您的钱。可以再付一次，或者在机器上换一个新的码。"),
}

# what a page of the platform asks for on the phone, and its button
_HANDED_OVER = {
    "medical-code": ("看一看是不是您本人，再点下面的按钮。（演示：不会真的激活。）", "激活医保码"),
}
_UPLOAD = ("选好照片，再点下面的按钮。（演示：不会真的传照片。）", "传照片")


def add_phone_pages(app: FastAPI, store: PlatformStore, now: Callable[[], datetime]) -> None:
    """Add the pages, and the levers that press their buttons."""

    @app.get("/pay/{token}")
    async def payment(token: str) -> Response:
        _, sheet = payments.find(store, token)
        return HTMLResponse(payment_page(token, sheet, now()), status_code=200 if sheet else 404)

    @app.post("/pay/{token}/{outcome}")
    async def pay(token: str, outcome: str) -> Response:
        sheet = payments.settle(store, token, outcome, now())
        return HTMLResponse(payment_page(token, sheet, now()), status_code=200 if sheet else 404)

    @app.post("/sandbox/payments/{order}/{outcome}")
    async def settle(order: str, outcome: str) -> Response:
        sheet = payments.settle(store, order, outcome, now())
        if sheet is None:
            return Problem(name="not-found").response()
        return JSONResponse({"order": sheet["order"], "status": payments.status_of(sheet, now())})

    @app.get("/h/{token}")
    async def go_on(token: str) -> Response:
        sheet = handoffs.enter(store, token, now())
        return HTMLResponse(handoff_page(sheet), status_code=200 if sheet else 410)

    @app.post("/h/{token}/done")
    async def done(token: str) -> Response:
        sent = handoffs.finish(store, token, now())
        title, line = ("传好了", "机器上的页面会自己往下走。") if sent else ("这个链接用过了", "在机器上换一个新的码。")
        body = f"<h1>{title}</h1><section class={'done' if sent else 'wait'}>{line}</section>"
        return HTMLResponse(page("手机上办", body), status_code=200 if sent else 410)

    @app.post("/sandbox/handoffs/{name}/done")
    async def send(name: str) -> Response:
        handoffs.enter(store, name, now())
        return JSONResponse({"sent": handoffs.finish(store, name, now())})

    @app.post("/sandbox/quotas/{service}/{left}")
    async def set_quota(service: str, left: int) -> Response:
        return JSONResponse(quotas.set_left(store, service, left))


def payment_page(token: str, sheet: Mapping[str, Any] | None, at: datetime) -> str:
    """What is to be paid, and two buttons; or what became of it."""
    if sheet is None:
        return page("缴费", '<h1>没有这张缴费单</h1><section class="wait">请再扫一次机器上的码。</section>')
    state = payments.status_of(sheet, at)
    rows = "".join(f"<dt>{escape(each['name'])}</dt><dd>{_yuan(each['fen'])}</dd>" for each in sheet["items"])
    rows += (
        f"<dt>一共</dt><dd><b>{_yuan(sheet['amount_fen'])}</b></dd><dt>收款单位</dt><dd>{escape(sheet['payee'])}</dd>"
    )
    rows += f"<dt>缴费单号</dt><dd>{escape(sheet['order'])}</dd>"
    title, look, line = _STATES.get(state, ("缴费", "", ""))
    said = f'<section class="{look}">{line}</section>' if line else ""
    buttons = "".join(
        f'<form method="post" action="/pay/{escape(token)}/{outcome}"><p><button>{words}</button></p></form>'
        for outcome, words in (("pay", "付钱（演示，不收钱）"), ("refuse", "不让付（演示）"))
    )
    return page("缴费", f"<h1>{title}</h1>{said}<section><dl>{rows}</dl></section>{buttons if state == 'open' else ''}")


def handoff_page(sheet: Mapping[str, Any] | None) -> str:
    """What is to be done on the phone; a link opens once."""
    if sheet is None:
        return page("手机上办", '<h1>这个链接用过了</h1><section class="wait">在机器上换一个新的码。</section>')
    asked, button = _HANDED_OVER.get(sheet["page"], _UPLOAD)
    body = (
        f"<h1>在手机上接着办</h1><section>{asked}</section>"
        f'<form method="post" action="/h/{escape(sheet["token"])}/done"><p><button>{button}</button></p></form>'
    )
    return page("手机上办", body)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d} 元"
