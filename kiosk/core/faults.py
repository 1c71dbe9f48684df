"""The stable fault codes: what each means, what the resident sees, what the technician does.

Data only. `docs/faults.md` is generated from it (`make docs`), and a test keeps the two the same. A code is never
reused for another cause.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault code. `meaning` and `remedy` are for technicians; `resident_zh` is the first of three sentences."""

    code: str
    meaning: str
    resident_zh: str
    resident_en: str
    remedy: str


_ALL = (
    # ID-card reader
    Fault(
        "IDR-001",
        "The reader's line cannot be opened or vanished.",
        "读卡器没有连上",
        "The card reader is not connected",
        "Check the cable and power; `kioskctl devices` says which port is configured. It reconnects by itself.",
    ),
    Fault(
        "IDR-002",
        "The reader does not answer within its deadline.",
        "读卡器没有反应",
        "The card reader does not respond",
        "Power-cycle the reader. If it repeats, replace it.",
    ),
    Fault(
        "IDR-003",
        "The reader sends bytes that are no valid frame.",
        "读卡器传来的内容不对",
        "The card reader sends garbled data",
        "Check the baud rate in kiosk.toml and the cable's shielding.",
    ),
    Fault(
        "IDR-004",
        "SAM self-test or random number failed, or SAM not authorised (SW3 60, 47, 66, 23).",
        "读卡器的安全模块坏了",
        "The card reader's security module failed",
        "The security module needs service; replace the reader.",
    ),
    Fault(
        "IDR-010",
        "The card's content fails its own checks (layout, date, check digit).",
        "这张证件的内容读不全",
        "This card's content is incomplete",
        "None: the card needs replacing by its issuer.",
    ),
    Fault(
        "IDR-011",
        "The reader refuses the card (SW3 31, 32, 33).",
        "这张证件没有通过读卡器的检验",
        "The reader did not accept this card",
        "None: the card is damaged, or not genuine.",
    ),
    Fault(
        "IDR-012",
        "Reading failed although the card lies still (SW3 41).",
        "这张证件读不出来",
        "This card cannot be read",
        "None: the card is worn or damaged.",
    ),
    # Smart cards
    Fault(
        "SSC-001",
        "No PC/SC reader is present.",
        "社保卡读卡器没有连上",
        "The social card reader is not connected",
        "Check the cable; `kioskctl devices` shows which reader is looked for.",
    ),
    Fault(
        "SSC-002",
        "The PC/SC daemon is not running or lost its context.",
        "社保卡读卡器没有反应",
        "The social card reader does not respond",
        "`systemctl status pcscd`. The terminal reconnects by itself.",
    ),
    Fault(
        "SSC-010",
        "The card's records are incomplete or malformed.",
        "这张社保卡的内容读不全",
        "This social card's content is incomplete",
        "None: the card needs replacing by its issuer.",
    ),
    Fault(
        "SSC-011",
        "The card does not answer: turned the wrong way, damaged, or without a chip.",
        "这张卡没有反应，可能放反了",
        "This card does not respond; it may be the wrong way round",
        "None: insert it with the chip first. If it repeats, the card is damaged.",
    ),
    # Printer
    Fault(
        "PRN-001",
        "The printer cannot be reached.",
        "打印机没有连上",
        "The printer is not connected",
        "Check cable and power; `kioskctl devices` shows the address in use.",
    ),
    Fault(
        "PRN-002",
        "The printer answered with an IPP error.",
        "打印机没有接受",
        "The printer did not accept the job",
        "Look at the printer's panel; see the log for the IPP status.",
    ),
    Fault(
        "PRN-003",
        "Out of paper (media-empty, media-needed, input-tray-missing).",
        "打印机没纸了",
        "The printer is out of paper",
        "Load paper. The terminal notices by itself.",
    ),
    Fault("PRN-004", "Paper jam (media-jam).", "打印机卡纸了", "The printer is jammed", "Clear the paper path."),
    Fault("PRN-005", "A cover or door is open.", "打印机的盖子开着", "The printer's cover is open", "Close it."),
    Fault(
        "PRN-006",
        "Toner or ink is empty.",
        "打印机没墨了",
        "The printer is out of ink",
        "Replace the cartridge.",
    ),
    Fault(
        "PRN-007",
        "The job ended, but nothing proves that paper came out.",
        "不知道纸出来没有",
        "It is not known whether paper came out",
        "Compare the journal (`kioskctl status`) with the tray.",
    ),
    Fault(
        "PRN-008",
        "The job did not end within its deadline.",
        "打印机一直没有打完",
        "The printer did not finish",
        "Look at the printer's panel; the job has been cancelled.",
    ),
    Fault(
        "PRN-009",
        "The printer is stopped or paused for another reason.",
        "打印机停了",
        "The printer has stopped",
        "Look at the printer's panel.",
    ),
    Fault(
        "PRN-010",
        "The printer gave the job up (job-state aborted).",
        "这份文件打印机打不出来",
        "The printer could not print this document",
        "See the log for the job-state-reasons; the printer may not take PDF.",
    ),
    Fault(
        "PRN-011",
        "Paper runs low (media-low); printing goes on.",
        "打印机的纸快用完了",
        "The printer is low on paper",
        "Load paper soon.",
    ),
    Fault(
        "PRN-012",
        "Toner or ink runs low, or its waste is almost full; printing goes on.",
        "打印机的墨快用完了",
        "The printer is low on ink",
        "Have a cartridge at hand.",
    ),
    Fault(
        "PRN-013",
        "The printer takes no PDF.",
        "打印机暂时不能用",
        "The printer cannot be used",
        "Set it up as a CUPS queue, which converts, and give the queue's address in kiosk.toml.",
    ),
    Fault(
        "PRN-014",
        "The printer's certificate is not trusted (ipps).",
        "打印机暂时不能用",
        "The printer cannot be used",
        "Give the certificate's file in kiosk.toml, or use ipp on a cable that nobody else reaches.",
    ),
    # Camera
    Fault(
        "CAM-001",
        "The camera cannot be opened or vanished.",
        "拍照的镜头没有连上",
        "The camera is not connected",
        "Check the cable; `kioskctl devices` shows the path in use.",
    ),
    Fault(
        "CAM-002",
        "The camera gives no picture within its deadline, or none small enough to keep.",
        "镜头没有画面",
        "The camera gives no picture",
        "Unplug and replug the camera.",
    ),
    # Lanes and worker
    # Face
    Fault(
        "FAC-001",
        "This terminal has nothing that verifies faces.",
        "这台机器不能认脸",
        "This terminal cannot check faces",
        "None: the resident is offered a code by phone or the counter.",
    ),
    Fault(
        "DEV-001",
        "A device call did not return within its deadline; the lane is abandoned.",
        "有个设备卡住了",
        "A device is stuck",
        "The terminal restarts by itself after the session.",
    ),
    Fault(
        "DEV-002",
        "The worker process crashed or hung.",
        "有个程序没有完成",
        "A helper program failed",
        "None; it is restarted.",
    ),
    # Network and platform
    Fault(
        "NET-001",
        "The platform cannot be reached: no route, refused, or name not found.",
        "网络断了",
        "There is no network",
        "Check router and cable; `kioskctl status` shows since when.",
    ),
    Fault(
        "NET-002",
        "The platform did not answer in time.",
        "平台没有及时回答",
        "The platform did not answer in time",
        "None; it is tried again.",
    ),
    Fault(
        "NET-003",
        "The platform answered with a server error.",
        "平台那边出了故障",
        "The platform has a fault",
        "None here; report it to the platform's operators.",
    ),
    Fault(
        "NET-004",
        "The platform's answer is not what the contract says.",
        "平台的回答看不懂",
        "The platform's answer cannot be understood",
        "Compare versions of terminal and platform; look for a captive portal.",
    ),
    Fault(
        "NET-005",
        "TLS failed: the certificate is not trusted, expired, or for another name.",
        "平台的证书有问题",
        "The platform's certificate is not valid",
        "Check the clock first, then the certificate and CA in kiosk.toml.",
    ),
    Fault(
        "NET-006",
        "The terminal's clock differs from the platform's by more than five minutes.",
        "这台机器的时间不对",
        "This terminal's clock is wrong",
        "Set the clock (NTP).",
    ),
    Fault(
        "NET-007",
        "The platform refused this terminal (401, 403).",
        "平台没有认出这台机器",
        "The platform does not recognise this terminal",
        "Check the terminal id and its credentials in kiosk.toml.",
    ),
    Fault(
        "NET-008",
        "The platform asks to try later (429, or 409: it still works on the same submission).",
        "平台现在很忙",
        "The platform is busy",
        "None; it is sent again with the same key.",
    ),
    Fault(
        "NET-009",
        "What was kept cannot be read by this version of the program.",
        "这台机器读不懂自己存的内容",
        "This terminal cannot read what it has kept",
        "Install the version that kept it, or a newer one; nothing is deleted.",
    ),
    Fault(
        "NET-010",
        "The platform refused the content (4xx with a reason).",
        "平台没有收",
        "The platform refused it",
        "`kioskctl outbox show NUMBER --reason` gives the platform's reason.",
    ),
    # Store
    Fault(
        "STO-001",
        "The store cannot be opened or written.",
        "这台机器暂时存不了东西",
        "This terminal cannot store anything",
        "Check the disk and the permissions of the store's folder.",
    ),
    Fault(
        "STO-002",
        "The disk is full.",
        "这台机器的硬盘满了",
        "This terminal's disk is full",
        "Free space; nothing accepted is lost.",
    ),
    Fault(
        "STO-003",
        "The store is damaged; it was put aside whole.",
        "这台机器的存储坏了",
        "This terminal's store is damaged",
        "Keep what was put aside and call the city's operators; `kioskctl store confirm` lets a new one begin.",
    ),
    Fault(
        "STO-004",
        "The store was written by a newer version.",
        "这台机器的程序太旧了",
        "This terminal's program is too old",
        "Install the version that wrote the store, or a newer one.",
    ),
    Fault(
        "STO-005",
        "The store's key does not open it.",
        "这台机器打不开自己的存储",
        "This terminal cannot open its store",
        "Restore the key file that belongs to this store.",
    ),
    Fault(
        "STO-006",
        "Another version of this submission is kept and on its way, or was received: this one was not taken.",
        "您先前交的那份还算数",
        "What you handed in before still counts",
        "Nothing is broken. `kioskctl outbox list` shows the earlier one; a correction is taken once that is refused.",
    ),
    Fault(
        "STO-007",
        "The disk did not answer in time; what was being written may be kept all the same.",
        "这台机器的硬盘没有回应",
        "This terminal's disk does not answer",
        "Check the disk's health. Handing the same in again is safe: it is kept once.",
    ),
    # Content and settings
    Fault(
        "CNT-001",
        "A service file is not valid.",
        "这项服务暂时不能办",
        "This service is not available",
        "`kioskctl flows lint` names file, line and reason.",
    ),
    Fault(
        "CNT-002",
        "kiosk.toml is not valid.",
        "这台机器的设置不对",
        "This terminal's settings are wrong",
        "The message names file, line and reason.",
    ),
    Fault(
        "CNT-003",
        "An expression of a service failed over the given answers.",
        "这项服务的规则算不出来",
        "A rule of this service failed",
        "`kioskctl flows lint`; report the service to its author.",
    ),
    Fault(
        "CNT-004",
        "A document template does not compile.",
        "这份文件排不出来",
        "This document cannot be made",
        "Report the service to its author.",
    ),
    # The program itself
    Fault(
        "SYS-001",
        "The program met a defect and restarts.",
        "程序出了错，正在重新启动",
        "The program failed and is restarting",
        "Send the log; it holds no personal data.",
    ),
)

FAULTS = {fault.code: fault for fault in _ALL}
