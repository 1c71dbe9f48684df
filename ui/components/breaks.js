.pragma library

// Where a text that is too wide for its line is broken: by meaning first (after punctuation, at a space), then evenly.
// Never before closing punctuation, never inside a number or a Latin word, never between a number and its unit.

const closing = "，。；：？！、）》”’」』,.;:?!)%…";
const opening = "（《“‘「『(";
const pause = "，。；：？！、";
// a word that begins here usually leads a new phrase; one that ends here usually closes one
const leads = "在把从到和跟给用请去来再就先也都还不";
const ends = "的了时后前";
// words of two characters that read badly when they are parted
const whole = "刚才现在自动平台证明网络申请打印资料电话编号户口手机银行服务机器内容社保身份本机窗口材料".match(/../g);

function isHan(c) {
    return c >= "\u2e80" && c <= "\uffef";
}

// Width of a character in em, close enough to choose a break; Qt breaks by itself where this was wrong.
function em(c) {
    if (isHan(c) || c === "“" || c === "”" || c === "…")
        return 1;
    if (c === " ")
        return 0.23;
    if ("ijlI.,:;'|!()".indexOf(c) >= 0)
        return 0.31;
    if ("mwMW".indexOf(c) >= 0)
        return 0.86;
    if (c >= "A" && c <= "Z")
        return 0.64;
    return 0.56;
}

// The price of a break before text[i]: 0 is free, Infinity is forbidden.
function price(text, i) {
    const before = text[i - 1];
    const after = text[i];
    if (after === " " || closing.indexOf(after) >= 0 || opening.indexOf(before) >= 0)
        return Infinity;
    if (before === " ") {
        const left = text[i - 2] || "";
        if (opening.indexOf(left) >= 0)
            return Infinity;
        const digit = /[0-9]/.test(left) || /[0-9]/.test(after);
        return pause.indexOf(left) >= 0 || ".,;:?!".indexOf(left) >= 0 ? 0 : digit ? 0.6 : isHan(left) || isHan(after) ? 0.12 : 0.04;
    }
    if (pause.indexOf(before) >= 0)
        return before === "、" ? 0.08 : before === "，" ? 0.01 : 0;
    if (closing.indexOf(before) >= 0 || opening.indexOf(after) >= 0)
        return isHan(after) || isHan(before) ? 0.08 : Infinity;
    if (!isHan(before) && !isHan(after))
        return Infinity;
    if (isHan(before) !== isHan(after))
        return 0.4;
    if (whole.indexOf(before + after) >= 0)
        return 0.8;
    if (leads.indexOf(after) >= 0 && leads.indexOf(before) < 0)
        return 0.2;
    if (ends.indexOf(before) >= 0)
        return 0.2;
    return 0.35;
}

// One paragraph in `lines` lines of at most `room` em, or "" when it does not go.
function set(text, lines, room) {
    const n = text.length;
    const at = [0];
    for (let i = 0; i < n; ++i)
        at.push(at[i] + em(text[i]));
    const ideal = at[n] / lines;
    let best = [{ cost: 0, from: -1 }];
    const tables = [best];
    for (let l = 1; l <= lines; ++l) {
        const row = [];
        for (let end = 1; end <= n; ++end) {
            if (l === lines && end !== n)
                continue;
            const toll = end === n ? 0 : price(text, end);
            if (toll === Infinity || (end === n && l !== lines))
                continue;
            for (let start = end - 1; start >= 0; --start) {
                const width = at[end] - at[start];
                if (width > room)
                    break;
                const rest = best[start];
                if (!rest)
                    continue;
                const off = (width - ideal) / room;
                const cost = rest.cost + off * off + toll;
                if (!row[end] || cost < row[end].cost)
                    row[end] = { cost: cost, from: start };
            }
        }
        tables.push(row);
        best = row;
    }
    if (!best[n])
        return "";
    const parts = [];
    for (let l = lines, end = n; l > 0; --l) {
        const start = tables[l][end].from;
        parts.unshift(text.slice(start, end).trim());
        end = start;
    }
    return parts.join("\n");
}

// The text with line breaks for a line `room` px wide, given that unbroken it is `natural` px wide.
function fit(text, natural, room) {
    const paragraphs = text.split("\n");
    const widths = paragraphs.map(p => Array.from(p).reduce((sum, c) => sum + em(c), 0));
    const px = natural / Math.max(0.01, ...widths);
    return paragraphs.map((p, i) => {
        const least = Math.ceil(widths[i] * px / room);
        for (let lines = least; lines > 1 && lines <= least + 1; ++lines) {
            const set_ = set(p, lines, room / px);
            if (set_ !== "")
                return set_;
        }
        return p;
    }).join("\n");
}
