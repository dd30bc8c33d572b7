import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Derived } from '../model/plan/derived.ts';
import type { Explanation } from '../model/plan/explanation.ts';
import type { SitePlan } from '../model/plan/site-plan.ts';

/** A chain longer than this is a circle in the planner. */
const mostDeep = 8;

/** Reads a figure back to the answers it came from. Throws PLAN_E0005 where no figure has that name, with the nearest ones. */
export function explain({ figures }: Pick<SitePlan, 'figures'>, asked: string): Explanation {
  const id = Object.hasOwn(figures, asked) ? asked : onlyEnding(figures, asked);
  const figure = id === undefined ? undefined : figures[id];
  if (id === undefined || figure === undefined) {
    throw new FerrymanError('PLAN_E0005', { figure: asked, near: nearest(figures, asked).join(', ') });
  }
  return explained(figures, id, figure, 0);
}

/** Figures an origin such as `figure:production.load.requestsPerSecond` or `figures:production.services.` (all below it) names. */
export function figuresOf(figures: SitePlan['figures'], origin: string): string[] {
  if (origin.startsWith('figure:')) return [origin.slice('figure:'.length)].filter((id) => Object.hasOwn(figures, id));
  if (!origin.startsWith('figures:')) return [];
  return Object.keys(figures).filter((id) => id.startsWith(origin.slice('figures:'.length)));
}

function explained(figures: SitePlan['figures'], id: string, figure: Derived, depth: number): Explanation {
  return {
    id,
    figure,
    inputs: Object.entries(figure.inputs).map(([name, value]) => {
      const origin = figure.from?.[name] ?? '';
      const below = depth >= mostDeep ? [] : figuresOf(figures, origin);
      return {
        name,
        value,
        origin,
        because: below.flatMap((next) => {
          const found = figures[next];
          return found === undefined ? [] : [explained(figures, next, found, depth + 1)];
        }),
      };
    }),
  };
}

/** `machines.worker.count` is enough where only one environment has it. */
function onlyEnding(figures: SitePlan['figures'], asked: string): string | undefined {
  const ending = Object.keys(figures).filter((id) => id.endsWith(`.${asked}`));
  return ending.length === 1 ? ending[0] : undefined;
}

function nearest(figures: SitePlan['figures'], asked: string): string[] {
  const words = asked.toLowerCase().split(/[.\s/]+/);
  const score = (id: string) => words.filter((word) => word !== '' && id.toLowerCase().includes(word)).length;
  return Object.keys(figures)
    .map((id) => ({ id, hits: score(id) }))
    .sort((a, b) => b.hits - a.hits || a.id.length - b.id.length)
    .slice(0, 6)
    .map(({ id }) => id);
}
