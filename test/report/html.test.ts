import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryReport, deliveryReportHash } from '../../main/model/report/delivery-report.ts';
import { Document } from '../../main/model/report/document.ts';
import { deliveryDocument } from '../../main/report/delivery-document.ts';
import { escapeCss, escapeHtml } from '../../main/report/html/template.ts';
import { type ReportLanguage, writeHtml } from '../../main/report/html-writer.ts';
import { actionsReport, diskWarning, passedChecks, readyReport } from './fixture.ts';

const languages: readonly ReportLanguage[] = ['zh', 'en', 'both'];
const render = (report: DeliveryReport, language: ReportLanguage = 'en') =>
  writeHtml(deliveryDocument(report), language);
const tagsOf = (page: string) => new Set(page.match(/<[a-z!][a-z0-9]*/gi) ?? []);

describe('is self-contained', () => {
  it.each(languages)('without script or request, in %s', (language) => {
    const page = render(actionsReport(), language);
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|<iframe|<img|<link|<object|url\(|@import|https?:|\ssrc=/i);
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
    expect(page).not.toMatch(/\sstyle=/);
  });

  it('with a policy that allows its own style sheet only', () => {
    const page = render(readyReport());
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it('with a target for every entry of its contents', () => {
    const page = render(readyReport());
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(page).toContain(`id="${id}"`);
  });
});

describe('escapes everything', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE --",
    '</style><script>alert(1)</script>',
    '\u001b]8;;http://evil\u0007x\u001b]8;;\u0007',
    'host\u202egnp.exe',
    ']]><!--',
    '&lt;b&gt;',
  ];

  it.each(payloads)('%j in every field', (payload) => {
    const bad = { zh: payload, en: payload };
    const check = {
      ...diskWarning,
      id: payload,
      title: bad,
      target: payload,
      summary: bad,
      remedy: bad,
      evidence: payload,
    };
    const base = actionsReport();
    const report = actionsReport({
      site: { ...base.site, name: payload, customer: payload },
      ferrymanVersion: payload,
      checks: [...passedChecks, check],
      changes: [{ node: payload, step: payload, target: payload, before: payload, after: payload }],
      waivers: [{ checkId: payload, target: payload, owner: payload, due: '2026-12-01', reason: payload }],
      plannedVsBuilt: [{ subject: bad, target: payload, planned: payload, built: payload, state: 'different' }],
      versions: [{ name: payload, version: payload, platform: payload, digest: payload }],
      operation: { ...base.operation, by: payload, id: payload },
    });
    for (const language of languages) {
      const page = render(report, language);
      expect(tagsOf(page)).toEqual(tagsOf(render(actionsReport({ waivers: report.waivers }), language)));
      expect(page).not.toMatch(/[\u001b\u0007\u202e]/);
      expect(page.match(/<\/style/g)).toHaveLength(1);
    }
  });

  it('whatever the text is', () => {
    const safe = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      expect(escapeCss(text)).not.toMatch(/["'<>{};\n]/);
    });
    fc.assert(safe);
  });
});

describe('says', () => {
  it.each([
    ['READY', readyReport(), '具备验收条件'],
    ['READY WITH ACTIONS', actionsReport(), '有条件具备验收条件'],
    ['INCOMPLETE', readyReport({ checks: [] }), '检验未完成'],
    [
      'NOT READY',
      readyReport({ checks: passedChecks.map((check) => ({ ...check, outcome: 'fail' })) }),
      '不具备验收条件',
    ],
  ] as const)('%s first, in the language asked for', (verdict, report, words) => {
    expect(render(report, 'en')).toContain(`<p class="word">${verdict}</p>`);
    expect(render(report, 'zh')).toContain(`<p class="word">${words}</p>`);
    expect(render(report, 'both')).toContain(
      `<span class="zh">${words}</span> <span class="en" lang="en">${verdict}</span>`,
    );
  });

  it('never that something is accepted', () => {
    for (const report of [readyReport(), actionsReport(), readyReport({ checks: [] })]) {
      expect(render(report, 'both')).not.toMatch(/accept/i);
    }
  });

  it('no Chinese sentence in English and no English sentence in Chinese', () => {
    const plain = { ...readyReport().site, name: 'east', customer: '' };
    const report = readyReport({ site: plain, operation: { ...readyReport().operation, by: 'li' }, approval: null });
    expect(
      render(report, 'en')
        .replaceAll('摆渡', '')
        .replace(/<style>[\s\S]*<\/style>/, ''),
    ).not.toMatch(/\p{Script=Han}/u);
    expect(render(report, 'zh')).not.toMatch(/\b(the|what|was|is)\b (?!'none')/i);
  });

  it('practice on every page, in the head and in the title, and only there where it is practice', () => {
    const page = render(readyReport({ isPractice: true }), 'zh');
    expect(page).toContain('<title>[演练 PRACTICE]');
    expect(page).toContain('class="watermark"');
    expect(page).toContain('@top-right { content: "演练\\20 PRACTICE"');
    const real = render(readyReport(), 'zh');
    expect(real).not.toMatch(/演练|PRACTICE|class="watermark"/);
  });

  it('which pass has no evidence, by name', () => {
    const [first, ...others] = passedChecks;
    const page = render(readyReport({ checks: first === undefined ? [] : [{ ...first, evidence: '' }, ...others] }));
    expect(page).toContain('These checks passed without evidence:');
    expect(page).toContain('node-ready (h1)');
  });

  it('where the password of the site registry lies and who keeps a copy; without such a registry no word of it', () => {
    const lying = { user: 'ferryman', machine: 'depot', file: '/etc/ferryman/registry/password', escrow: null };
    const alone = render(readyReport({ registryPassword: lying })).replaceAll('<wbr>', '');
    expect(alone).toContain('depot:/etc/ferryman/registry/password');
    expect(alone).toContain('Not escrowed: it lies on that machine alone.');
    const escrow = { secret: 'registry:10.0.0.9:5000', by: 'li@office', at: '2026-11-21T08:15:02Z' };
    const kept = render(readyReport({ registryPassword: { ...lying, escrow } }), 'both');
    expect(kept).toContain('by li@office at 2026-11-21 08:15 UTC');
    expect(kept).toContain('已托管：li@office');
    expect(render(readyReport(), 'both')).not.toMatch(/escrow|托管/i);
  });

  it('the hash a sign-off is bound to', () => {
    const report = actionsReport();
    expect(DeliveryReport.parse(report)).toEqual(report);
    expect(render(report)).toContain(deliveryReportHash(report));
  });
});

it('prints a bounded page for two hundred nodes', () => {
  const targets = Array.from({ length: 200 * 199 }, (_, index) => `n${index % 200} → n${Math.floor(index / 200)}`);
  const [first] = passedChecks;
  const checks = first === undefined ? [] : targets.map((target) => ({ ...first, target }));
  const page = render(readyReport({ checks, plannedCases: [] }), 'both');
  expect(page.length).toBeLessThan(500_000);
  expect(page).toContain('and 39792 more');
});

it('prints two pages of a long piece of evidence and says how much more there is', () => {
  const page = render(readyReport({ checks: [...passedChecks, { ...diskWarning, evidence: 'x'.repeat(10_000) }] }));
  expect(page).toContain('… (+2000, JSON)');
  expect(page).not.toContain('x'.repeat(8_001));
});

it('is a valid document', () => {
  expect(() => Document.parse(deliveryDocument(actionsReport()))).not.toThrow();
});
