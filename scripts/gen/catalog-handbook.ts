import { type Component, Group } from '../../main/model/catalog/component.ts';
import type { Rule, Workload } from '../../main/model/catalog/workload.ts';
import type { Language, Text } from '../../main/model/text.ts';
import { catalogWords } from './catalog-words.ts';
import { code, list, table } from './markdown.ts';

/** Everything the catalog knows, for people who read it and not the data: one section per component, by group. */
export function catalogHandbook(components: Iterable<Component>, language: Language): string {
  const words = catalogWords[language];
  const all = [...components].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = Group.options.flatMap((group) => {
    const members = all.filter((component) => component.group === group);
    if (members.length === 0) return [];
    return [`## ${words.groups[group]}`, ...members.flatMap((component) => section(component, language))];
  });
  return `${[`# ${words.title}`, words.note, ...groups].join('\n\n')}\n`;
}

function section(component: Component, language: Language): string[] {
  const words = catalogWords[language];
  const say = (text: Text): string => text[language];
  const listOf = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`**${title}**`, list(items)];
  const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : [table(head, rows)];
  const source = (from: string): string => (from === 'planner-default' ? words.plannerDefault : from);
  const { backup, licence } = component;
  return [
    `### ${say(component.title)} (\`${component.id}\`)`,
    say(component.plain),
    ...(component.depth === 'stub' ? [words.stub] : []),
    list(facts(component, language)),
    ...tableOf(
      words.inputs,
      component.inputs.map((input) => [
        say(input.title),
        code(`inputs.${input.name}`),
        input.from === undefined ? code(String(input.default)) : `${code(input.from)} (${code(String(input.default))})`,
        input.unit,
        source(input.source),
      ]),
    ),
    ...tableOf(
      words.sizing,
      component.workloads.flatMap((workload) =>
        sizing(workload, language).map(([what, formula, from], index) => [
          index === 0 ? nameOf(workload, language) : workload.name,
          what,
          formula,
          source(from),
        ]),
      ),
    ),
    ...tableOf(
      words.ports,
      component.ports.map((port) => [
        port.port,
        port.from,
        port.to,
        port.protocol,
        say(port.purpose),
        `${port.isRequired ? words.yes : words.no}${port.duration === 'install-only' ? ` (${words.installOnly})` : ''}`,
        code(port.when ?? ''),
        port.source,
      ]),
    ),
    ...tableOf(
      words.routes,
      component.routes.map((route) => [
        say(route.title),
        route.host,
        `${route.service}:${route.port}${route.nodePort === undefined ? '' : ` (NodePort ${route.nodePort})`}`,
        route.for,
        `${code(route.verifyPath)} → ${route.expect}`,
      ]),
    ),
    ...tableOf(
      words.credentials,
      component.credentials.map(({ account, shipped, mustChange, setting }) => [
        account,
        code(shipped),
        mustChange ? words.yes : words.no,
        code(setting),
      ]),
    ),
    ...tableOf(
      words.phoneHome,
      component.phoneHome.map(({ what, setting, off }) => [say(what), code(setting), code(off)]),
    ),
    ...listOf(
      words.lifeCycle,
      component.lifeCycle.map(({ severity, meaning, remedy }) =>
        [`${words.severity[severity]}: ${say(meaning)}`, ...(remedy === undefined ? [] : [say(remedy)])].join(' → '),
      ),
    ),
    ...listOf(
      words.borders,
      component.cliffs.map(
        ({ when, severity, meaning, remedy }) =>
          `${words.severity[severity]}: ${say(meaning)} (${code(when)}) → ${say(remedy)}`,
      ),
    ),
    ...listOf(words.pitfalls, component.pitfalls.map(say)),
    ...listOf(
      words.backup,
      backup === undefined
        ? []
        : [backup.what, backup.how, backup.restoreTest].map(
            (part, index) => `${words.backupParts[index]}: ${say(part)}`,
          ),
    ),
    ...listOf(
      words.watch,
      (['business', 'application', 'system'] as const).flatMap((dimension) =>
        component.watch[dimension].map((what) => `${words.dimensions[dimension]}: ${say(what)}`),
      ),
    ),
    ...listOf(words.dayTwo, component.dayTwo.map(say)),
    ...tableOf(
      words.health,
      component.health.map(({ kind, target, expect }) => [kind, code(target), expect]),
    ),
    ...listOf(
      words.charts,
      component.charts.map(({ name, version, repository }) => `${name} ${version} (${repository})`),
    ),
    ...listOf(
      words.images,
      component.images.map(({ name, seen }) => `${code(name)}${seen === 'rendered' ? '' : ` (${words.seen[seen]})`}`),
    ),
    `**${words.licence}**: ${licence.name}${licence.decision === undefined ? '' : ` (${words.decision}: ${say(licence.decision)})`}`,
    `**${words.sources}**: ${component.sources.join('; ')}`,
  ];
}

function facts(component: Component, language: Language): string[] {
  const words = catalogWords[language];
  const { version, versions, placements, architectures, requires, conflicts, chosenWhen } = component;
  const others = versions.length === 0 ? '' : ` (${versions.join(', ')})`;
  return [
    `${words.version}: ${version === '' ? words.fromRelease : `${version}${others}`}`,
    `${words.where}: ${placements.map((placement) => words.placements[placement]).join(' · ')}`,
    `${words.architectures}: ${architectures.join(', ')}`,
    ...(requires.length === 0
      ? []
      : [`${words.needs}: ${requires.map((needed) => [needed].flat().join(` ${words.or} `)).join(' · ')}`]),
    ...conflicts.map(({ component: other, meaning }) => `${words.excludes} ${other}: ${meaning[language]}`),
    ...(chosenWhen === undefined ? [] : [`${words.chosenWhen}: ${code(chosenWhen)}`]),
  ];
}

/** What, formula, who says so. */
function sizing(workload: Workload, language: Language): (readonly [string, string, string])[] {
  const { sizingOf } = catalogWords[language];
  const row = (key: string, rule: Rule | undefined): (readonly [string, string, string])[] =>
    rule === undefined ? [] : [[sizingOf[key] ?? key, code(rule.value), rule.source]];
  const storage = [
    ...workload.volumes.map(({ name, sizeGb, purpose }) => ({ name, sizeGb, purpose })),
    ...workload.disks.map(({ mount, sizeGb, purpose }) => ({ name: mount, sizeGb, purpose })),
  ];
  return [
    ...(workload.when === undefined ? [] : [[sizingOf.when ?? '', code(workload.when), ''] as const]),
    ...(workload.count === undefined
      ? [[sizingOf.count ?? '', sizingOf.everyNode ?? '', ''] as const]
      : row('count', workload.count)),
    ...(['cpuCores', 'memoryGib', 'limitCpuCores', 'limitMemoryGib'] as const).flatMap((key) =>
      row(key, workload[key]),
    ),
    ...storage.map(
      ({ name, sizeGb, purpose }) =>
        [`${sizingOf.disk} ${name}: ${purpose[language]}`, code(sizeGb.value), sizeGb.source] as const,
    ),
  ];
}

function nameOf({ name, title }: Workload, language: Language): string {
  return title === undefined ? name : `${name}: ${title[language]}`;
}
