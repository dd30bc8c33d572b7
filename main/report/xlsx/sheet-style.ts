import type { Style } from '@cj-tech-master/excelts';

const face = 'Microsoft YaHei';
const colours = {
  ink: 'FF1D2939',
  soft: 'FF667085',
  brand: 'FF1F4E79',
  wash: 'FFEAF0F6',
  line: 'FFB9C2D0',
  fill: 'FFFFF9E5',
};

export const statusColours = {
  pass: 'FF067647',
  warn: 'FFB54708',
  fail: 'FFB42318',
  'not-applicable': colours.soft,
  'not-run': colours.soft,
} as const;

export const fonts = {
  title: { name: face, size: 16, bold: true, color: { argb: colours.brand } },
  heading: { name: face, size: 12, bold: true, color: { argb: colours.brand } },
  head: { name: face, size: 10, bold: true, color: { argb: colours.ink } },
  text: { name: face, size: 10, color: { argb: colours.ink } },
  strong: { name: face, size: 10, bold: true, color: { argb: colours.ink } },
  code: { name: 'Consolas', size: 10, color: { argb: colours.ink } },
  quiet: { name: face, size: 9, color: { argb: colours.soft } },
} as const;

const line = { style: 'thin', color: { argb: colours.line } } as const;
export const boxed: Style['border'] = { top: line, left: line, bottom: line, right: line };
export const underline: Style['border'] = { bottom: { style: 'thin', color: { argb: colours.ink } } };

function filled(argb: string): Style['fill'] {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

export const fills = { head: filled(colours.wash), band: filled('FFF5F7FA'), blank: filled(colours.fill) };
