import { z } from 'zod';
import { ModuleAnswers } from '../site/business-module.ts';
import { Name } from '../site/fields.ts';
import { ComponentAnswers } from '../site/platform.ts';
import { Text } from '../text.ts';
import type { Component } from './component.ts';

/** A vendor's product as its team describes it once: the content of bundles/products/<id>.yaml. */
export const Product = z.strictObject({
  id: Name,
  title: Text,
  plain: Text,
  version: z.string(),
  modules: z.array(ModuleAnswers).min(1),
  /** Platform software it cannot do without. */
  platform: z.array(ComponentAnswers).default([]),
  sources: z.array(z.string()).default([]),
});
export type Product = z.infer<typeof Product>;

/** What the planner may choose from. */
export interface Catalog {
  readonly components: ReadonlyMap<string, Component>;
  readonly products: ReadonlyMap<string, Product>;
}
