/** The first page: verdict, figures, contents. */
export const firstPageStyle = `
.verdict { display: flex; gap: 18px; margin: 20px 0 18px; padding: 20px 22px; border-radius: 10px; border-left: 7px solid; break-inside: avoid; }
.verdict > .icon { width: 40px; height: 40px; margin-top: 6px; }
.verdict.pass { background: #ecfdf3; border-color: var(--pass); } .verdict.pass .word { color: var(--pass); }
.verdict.warn { background: #fff8eb; border-color: var(--warn); } .verdict.warn .word { color: var(--warn); }
.verdict.fail { background: #fef3f2; border-color: var(--fail); } .verdict.fail .word { color: var(--fail); }
.verdict.not-run { background: #f2f4f7; border-color: var(--idle); } .verdict.not-run .word { color: var(--idle); }
.verdict .caption { margin: 0; font-size: 12px; color: var(--soft); }
.verdict .word { margin: 0 0 4px; font-size: 25px; font-weight: 700; line-height: 1.3; }
.verdict .sentence { margin: 0; font-size: 15px; }
.verdict .ground { margin: 12px 0 2px; font-weight: 600; }
.verdict ul { margin: 0; padding-left: 20px; } .verdict .more { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 10px; margin: 18px 0; break-inside: avoid; }
.figures div { padding: 9px 12px; border: 1px solid var(--line); border-radius: 8px; }
.figures dt { display: flex; gap: 6px; font-size: 12px; line-height: 1.4; color: var(--soft); }
.figures dt .icon { margin-top: 1px; }
.figures dd { margin: 2px 0 0; font-size: 23px; font-weight: 600; line-height: 1.3; }
.figures .long dd { font-size: 17px; line-height: 1.75; white-space: nowrap; } .figures .zero dd { color: #98a2b3; font-weight: 400; } .figures .zero .icon { color: #98a2b3; }
nav { margin-top: 22px; padding: 12px 18px; border-radius: 8px; background: var(--wash); break-inside: avoid; }
nav ol { columns: 2; column-gap: 30px; margin: 0; padding: 0; list-style: none; }
nav li { break-inside: avoid; padding: 2px 0; }`;

export const tableStyle = `
table { width: 100%; border-collapse: collapse; margin: 10px 0 16px; }
.rows { table-layout: fixed; font-size: 13px; line-height: 1.5; }
th, td { padding: 7px 9px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead { display: table-header-group; }
thead th { background: var(--wash); font-size: 12px; font-weight: 600; color: var(--soft); border-bottom: 1px solid #b9c2d0; }
tr { break-inside: avoid; }
col.narrow { width: 15%; } col.medium { width: 24%; } col.wide { width: auto; }
.value { display: flex; gap: 7px; } .value > span { min-width: 0; } .value .icon { margin-top: .22em; }
td.strong b { font-weight: 600; }
td.code code { white-space: pre-wrap; }
td.warn > .value { color: var(--warn); }
td.fail > .value { color: var(--fail); font-weight: 600; }
td.not-run > .value { color: var(--idle); font-weight: 600; }
td.blank { background: linear-gradient(var(--soft), var(--soft)) no-repeat 9px calc(100% - 9px) / calc(100% - 18px) 1px; }
.note { display: block; margin-top: 2px; font-size: 12px; color: var(--soft); }
.line { display: block; }
td.number { text-align: right; } td.number .value { display: block; }
tr:has(> .band) { break-after: avoid; }
th.band { padding-top: 12px; background: #fff; color: var(--brand); font-size: 13px; font-weight: 600; border-bottom: 1px solid var(--brand); }
.dense { font-size: 11.5px; line-height: 1.4; } .dense th, .dense td { padding: 5px 5px; } .dense thead th, .dense .note { font-size: 10.5px; } .dense code { font-size: 10.5px; }
.pairs th, .pairs td { padding: 5px 9px; }
.pairs th { width: 24%; font-weight: 400; color: var(--soft); }
.pairs tr:first-child > * { border-top: 1px solid var(--line); }`;

/** Pictures and pages that lie on their side. */
export const pictureStyle = `
.picture { margin: 10px 0 18px; break-inside: avoid; } .picture svg { display: block; width: 100%; height: auto; max-height: 215mm; }
.picture figcaption { margin-top: 6px; text-align: center; font-size: 12px; color: var(--soft); }
ul { margin: 0 0 12px; padding-left: 22px; } li { margin: 2px 0; }
.letterhead { margin: 10px 0 0; font-size: 13px; color: var(--soft); }
.letterhead b { color: var(--ink); font-weight: 600; }`;

/** Evidence and the page for ink. */
export const detailStyle = `
.evidence { break-inside: avoid; margin: 0 0 10px; border: 1px solid var(--line); border-radius: 6px; }
.evidence header { display: flex; flex-wrap: wrap; gap: 2px 9px; padding: 6px 11px; background: var(--wash); font-size: 13px; break-after: avoid; }
.evidence time { margin-left: auto; font-size: 12px; color: var(--soft); }
.evidence pre { margin: 0; padding: 8px 11px; white-space: pre-wrap; line-height: 1.5; font-size: 11.5px; orphans: 3; widows: 3; }
.sign-off section { margin: 18px 0 26px; break-inside: avoid; }
.sign-off p { min-height: 44px; color: var(--soft); }
.ink { display: grid; grid-template-columns: 1fr 1.5fr 1fr; gap: 22px; }
.ink div { height: 62px; border-bottom: 1px solid var(--ink); font-size: 12px; color: var(--soft); }`;
