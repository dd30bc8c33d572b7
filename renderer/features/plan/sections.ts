/** The parts of the Plan page, in the order a person reads them; each has an address of its own. */
export const sectionGroups = {
  plan: ['overview', 'machines', 'layout', 'services', 'routes', 'ports', 'addresses', 'care', 'schedule'],
  reasons: ['findings', 'figures', 'defaults'],
  work: ['changes', 'what-if', 'negotiate', 'documents', 'steps'],
} as const;

export type SectionGroup = keyof typeof sectionGroups;
export type PlanSection = (typeof sectionGroups)[SectionGroup][number];

const all: readonly PlanSection[] = [...sectionGroups.plan, ...sectionGroups.reasons, ...sectionGroups.work];

/** An address that names no part shows the first. */
export function sectionOf(name: string | undefined): PlanSection {
  return all.find((id) => id === name) ?? 'overview';
}
