/** The inbox's look: warm greys, one ink blue, light and dark from the same names. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#faf9f7, #171614);
  --sheet: light-dark(#ffffff, #1f1e1b);
  --hover: light-dark(#f3f1ed, #282622);
  --chosen: light-dark(#e9edf7, #242c40);
  --line: light-dark(#e5e2dc, #35322d);
  --text: light-dark(#24221f, #eceae6);
  --soft: light-dark(#67625a, #a9a399);
  --accent: light-dark(#2f4a8a, #9db4ee);
  --on-accent: light-dark(#ffffff, #14203d);
  --bad: light-dark(#a3262a, #f0a09c);
  --bad-ground: light-dark(#fbeceb, #3a211f);
  --warn: light-dark(#7c5300, #e6bf6b);
  --warn-ground: light-dark(#fbf1dc, #352a14);
  --shadow: 0 8px 24px light-dark(rgb(36 34 31 / 14%), rgb(0 0 0 / 50%));
  --sans: "Pretendard Variable", Pretendard, -apple-system, BlinkMacSystemFont, "Apple SD Gothic Neo", "Segoe UI", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "D2Coding", "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.5 var(--sans); word-break: keep-all; overflow-wrap: anywhere; display: grid; grid-template-rows: auto 1fr; height: 100dvh; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1, h2, p, dl, dd, ol { margin: 0; padding: 0; }
code, pre { font-family: var(--mono); font-size: 12px; }

.top { display: flex; align-items: center; gap: 16px; min-height: 56px; padding: 8px 24px; border-bottom: 1px solid var(--line); background: var(--sheet); }
.top h1 { font-size: 16px; font-weight: 600; white-space: nowrap; }
.top h1 a { color: inherit; text-decoration: none; }
.promise { color: var(--soft); font-size: 13px; flex: 1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.search { display: flex; align-items: center; gap: 8px; position: relative; }
.search label { color: var(--soft); font-size: 13px; white-space: nowrap; }
.search input { width: 260px; height: 36px; padding: 0 32px 0 12px; border: 1px solid light-dark(#8d877d, #7b756b); border-radius: 6px; background: var(--ground); color: inherit; font: inherit; }
.search input::placeholder { color: var(--soft); opacity: 1; }
.search input::-webkit-search-cancel-button { display: none; }
.search .clear { position: absolute; right: 4px; width: 28px; height: 28px; display: grid; place-items: center; text-decoration: none; font-size: 18px; color: var(--soft); }
.empty { position: relative; }
.empty summary { list-style: none; cursor: pointer; height: 36px; padding: 0 12px; display: grid; place-items: center; border-radius: 6px; color: var(--soft); white-space: nowrap; }
.empty summary::-webkit-details-marker { display: none; }
.empty summary:hover, .empty[open] summary { background: var(--hover); color: var(--text); }
.empty form { position: absolute; z-index: 2; right: 0; top: 44px; width: 300px; padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); box-shadow: var(--shadow); }
.empty button { margin-top: 12px; height: 36px; padding: 0 14px; border: 0; border-radius: 6px; background: light-dark(#a3262a, #f0a09c); color: light-dark(#fff, #3a1211); font: inherit; font-weight: 500; cursor: pointer; }

main { display: grid; grid-template-columns: minmax(320px, 420px) 1fr; min-height: 0; }
.list { border-right: 1px solid var(--line); overflow-y: auto; background: var(--sheet); }
.count { padding: 10px 24px 6px; color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.mails { list-style: none; }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 1px 12px; padding: 9px 24px; color: inherit; text-decoration: none; border-left: 3px solid transparent; border-bottom: 1px solid var(--line); }
.mails a:hover { background: var(--hover); }
.mails a:focus-visible { outline-offset: -2px; }
.mails a[aria-current] { background: var(--chosen); border-left-color: var(--accent); }
.who { font-weight: 500; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.mails time { color: var(--soft); font-size: 12px; line-height: 21px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.what { color: var(--soft); font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.what:last-child { grid-column: 1 / -1; }
.mails a[aria-current] .what, .mails a[aria-current] time { color: var(--text); }
.badge { display: inline-block; align-self: center; padding: 0 7px; border-radius: 999px; font-size: 12px; line-height: 19px; font-weight: 500; white-space: nowrap; vertical-align: middle; }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
.badge.warn { background: var(--warn-ground); color: var(--warn); }
.pager { display: flex; justify-content: space-between; padding: 12px 24px 20px; }
.pager a { padding: 4px 0; text-decoration: none; }
.nothing { max-width: 340px; margin: 18vh auto 0; padding: 0 24px; text-align: center; color: var(--soft); }
.nothing h2 { margin-bottom: 6px; font-size: 16px; font-weight: 600; color: var(--text); }

.pane { overflow: hidden; display: grid; min-width: 0; min-height: 0; }
.mail { display: flex; flex-direction: column; min-width: 0; min-height: 0; padding: 20px 28px 24px; }
.back { display: none; margin-bottom: 12px; text-decoration: none; }
.mail h2 { font-size: 20px; line-height: 1.35; font-weight: 600; letter-spacing: -0.01em; }
.facts { margin-top: 10px; font-size: 13px; }
.facts div { display: grid; grid-template-columns: 84px 1fr; gap: 8px; padding: 1px 0; }
.facts dt { color: var(--soft); }
.tags code { display: inline-block; margin: 1px 2px 1px 0; padding: 0 6px; border-radius: 4px; background: var(--hover); word-break: break-all; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; margin-top: 16px; border-bottom: 1px solid var(--line); }
.tabs { display: flex; gap: 20px; flex: 1; }
.tabs a { padding: 8px 0; margin-bottom: -1px; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; }
.tabs a:hover { color: var(--text); }
.tabs a[aria-current] { color: var(--text); font-weight: 500; border-bottom-color: var(--accent); }
.widths { display: flex; gap: 2px; font-variant-numeric: tabular-nums; }
.widths a { min-width: 40px; height: 28px; padding: 0 8px; display: grid; place-items: center; border-radius: 6px; color: var(--soft); font-size: 13px; text-decoration: none; }
.widths a:hover { background: var(--hover); }
.widths a[aria-current] { background: var(--chosen); color: var(--text); }
.quiet { font-size: 13px; }
.stage { flex: 1; min-height: 0; margin-top: 16px; display: flex; justify-content: center; }
iframe { width: 100%; height: 100%; border: 1px solid var(--line); border-radius: 10px; background: #fff; color-scheme: light; }
iframe.phone { width: 377px; }
iframe.desktop { width: 602px; }
.text, .source { flex: 1; min-height: 0; margin: 16px 0 0; padding: 16px; overflow: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); white-space: pre-wrap; word-break: normal; }
.text { font: 14px/1.65 var(--sans); }
.source { white-space: pre; line-height: 1.55; }
.scroll { flex: 1; min-height: 0; margin-top: 16px; overflow: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); }
.headers { width: 100%; border-collapse: collapse; font-size: 13px; }
.headers th, .headers td { padding: 7px 16px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.headers tr:last-child > * { border-bottom: 0; }
.headers thead th { color: var(--soft); font-size: 12px; font-weight: 500; }
.headers tbody th { font-weight: 500; white-space: nowrap; }
.headers td { font-family: var(--mono); font-size: 12px; line-height: 1.65; word-break: break-all; }
.lack { margin-top: 16px; color: var(--soft); }

@media (max-width: 860px) {
  body { display: block; height: auto; min-height: 100dvh; }
  .top { flex-wrap: wrap; padding: 10px 16px; gap: 6px 12px; }
  .top h1 { flex: 1; }
  .promise { order: 3; flex: 1 1 100%; white-space: normal; }
  .search { order: 4; flex: 1 1 100%; }
  .search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .search input { width: 100%; height: 40px; font-size: 16px; }
  .reading .search, .reading .promise, .reading .empty { display: none; }
  main { display: block; }
  .listing { background: var(--sheet); }
  .list { border-right: 0; }
  .listing .pane, .reading .list { display: none; }
  .count { padding: 10px 16px 6px; }
  .mails a { padding: 11px 16px 11px 13px; }
  .pager { padding: 12px 16px 24px; }
  .mail { padding: 16px; min-height: calc(100dvh - 60px); }
  .back { display: block; }
  .facts div { grid-template-columns: 72px 1fr; }
  .stage { min-height: 76dvh; overflow-x: auto; justify-content: flex-start; }
  iframe.phone, iframe.desktop { flex: none; }
  .tabs { flex: 1 1 100%; gap: 22px; }
  .widths { display: none; }
  .headers tbody th { white-space: normal; min-width: 110px; }
}
@media (prefers-reduced-motion: no-preference) {
  .mails a, .empty summary, .widths a { transition: background-color 120ms; }
}
`;
