import { parseDocument } from 'yaml';
import { z } from 'zod';
import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { fetchFirst } from '../fetch-whole.ts';
import { printable } from '../printable.ts';
import type { RepositoryChart } from '../spec-charts.ts';
import { Url } from '../spec-fields.ts';
import { chartCapBytes } from './chart-archive.ts';
import type { ChartVisit, LocatedChart } from './located-chart.ts';

/** Upstream's largest repositories list tens of thousands of archives. */
const indexCapBytes = 64 * 1024 * 1024;

const Entry = z.object({
  version: z.string(),
  urls: z.array(z.string()).min(1),
  digest: z.string().nullish(),
});
const Entries = z.array(Entry);

/**
 * A chart of a chart repository: its archive's digest from index.yaml, checked. CHART_E0007 where the index does not name it,
 * names no digest, or another came; SOURCE_… as the repository answers.
 */
export async function fetchRepositoryChart(chart: RepositoryChart, visit: ChartVisit): Promise<LocatedChart> {
  const { name, version, sha256 } = chart;
  const base = `${chart.repository.replace(/\/+$/, '')}/`;
  const indexUrl = `${base}index.yaml`;
  const network = visit.network(indexUrl);
  const refuse = (detail: string) =>
    new FerrymanError('CHART_E0007', { url: indexUrl, chart: `${name} ${version}`, detail: printable(detail) });
  const { bytes: index } = await fetchFirst(network, [indexUrl], indexCapBytes, visit.signal);
  const entry = entryOf(index.toString('utf8'), name, version, refuse);
  const told = entry.digest?.toLowerCase().replace(/^sha256:/, '') ?? '';
  if (!/^[0-9a-f]{64}$/.test(told)) throw refuse('its index tells no SHA-256 of it');
  if (sha256 !== undefined && sha256 !== told) throw refuse(`its index says ${told}, the spec says ${sha256}`);
  const urls = entry.urls.map((url) => addressOf(url, base, refuse));
  const { url, bytes: archive } = await fetchFirst(network, urls, chartCapBytes, visit.signal);
  const actual = sha256Hex(archive);
  if (actual !== told) throw refuse(`its index says ${told}, ${actual} came from ${url}`);
  const digest = `sha256:${sha256Hex(index)}`;
  const line = `${name} ${version} digest: ${told}`;
  return {
    archive,
    evidence: [
      ...(sha256 === undefined ? [] : [{ type: 'pinned', digest: `sha256:${sha256}` } as const]),
      { type: 'checksum-file', url: indexUrl, digest, line },
    ],
    sources: urls.map((each) => ({ type: 'url', url: each })),
  };
}

function entryOf(index: string, name: string, version: string, refuse: (detail: string) => FerrymanError) {
  const entries = entriesOf(entryText(index, name), name, refuse);
  if (entries === undefined) throw refuse(`its index has no chart ${name}`);
  const parsed = Entries.safeParse(entries);
  if (!parsed.success) throw refuse(`its index is not valid at ${name}`);
  const [found, ...more] = parsed.data.filter((each) => each.version === version);
  if (found === undefined) {
    const others = parsed.data.slice(0, 5).map((each) => each.version);
    throw refuse(`its index has no version ${version} of it, but ${others.join(', ')}`);
  }
  if (more.some(({ digest }) => digest !== found.digest)) throw refuse('its index names it twice, with two digests');
  return found;
}

function entriesOf(text: string, name: string, refuse: (detail: string) => FerrymanError): unknown {
  try {
    // every value as it is written: a version 1.10 is no number
    const document = parseDocument(text, { schema: 'failsafe', logLevel: 'error' });
    const [problem] = document.errors;
    if (problem !== undefined) throw problem;
    const all: unknown = document.toJS({ maxAliasCount: 0 });
    return typeof all === 'object' && all !== null ? Object.entries(all).find(([key]) => key === name)?.[1] : undefined;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw refuse(`its index cannot be read at ${name}: ${reason}`);
  }
}

/** Only the part of the index that speaks of one chart: the whole may be larger than a YAML parser takes in good time. */
function entryText(index: string, name: string): string {
  const lines = index.split(/\r?\n/);
  const start = lines.findIndex((line) => /^entries:\s*$/.test(line)) + 1;
  const [indent = ''] = /^ */.exec(lines[start] ?? '') ?? [];
  const isKey = (line: string) => line.startsWith(indent) && /^["'\w]/.test(line.slice(indent.length));
  const keys = [`${name}:`, `"${name}":`, `'${name}':`].map((key) => indent + key);
  const from = lines.findIndex((line, at) => at >= start && keys.includes(line.trimEnd()));
  if (start === 0 || indent === '' || from === -1) return '';
  const end = lines.findIndex((line, at) => at > from && (isKey(line) || /^[^\s#-]/.test(line)));
  return lines.slice(from, end === -1 ? undefined : end).join('\n');
}

/** Relative to the repository, or an address of its own. */
function addressOf(url: string, base: string, refuse: (detail: string) => FerrymanError): string {
  const whole = URL.canParse(url, base) ? new URL(url, base).href : url;
  if (!Url.safeParse(whole).success) throw refuse(`its index names an address that cannot be used (${url})`);
  return whole;
}
