import type { Catalog } from '../../model/catalog/product.ts';
import { BusinessModule, type ModuleAnswers } from '../../model/site/business-module.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** The business modules: what a product's team described, with the customer's answers on top. Questions nobody answered are asked. */
export function resolveModules(requirements: Requirements, { products }: Catalog, ledger: Ledger): BusinessModule[] {
  const described = new Map<string, ModuleAnswers>();
  for (const [index, { product }] of requirements.products.entries()) {
    const found = products.get(product);
    if (found === undefined) {
      ledger.find({
        rule: 'product-unknown',
        severity: 'blocker',
        object: `products[${index}] ${product}`,
        reason: text('产品目录里没有这个产品', 'The catalog has no product of this name'),
        remedy: text(
          `改为目录中的产品：${[...products.keys()].join('、')}`,
          `Choose one of the catalog: ${[...products.keys()].join(', ')}`,
        ),
      });
      continue;
    }
    for (const module of found.modules) described.set(module.name, { ...module, product });
  }
  for (const answers of requirements.modules) {
    described.set(answers.name, { ...described.get(answers.name), ...answers });
  }
  return [...described.values()].map((answers) => {
    askForMissing(answers, ledger);
    return BusinessModule.parse(answers);
  });
}

const asked = [
  {
    field: 'requests',
    zh: '每个副本需要多少 CPU 和内存？',
    en: 'How much CPU and memory does one copy need?',
    assumed: text('0.5 核 1 GiB', '0.5 cores and 1 GiB'),
  },
  {
    field: 'latencySeconds',
    zh: '处理一个请求要多久？',
    en: 'How long does one request take?',
    assumed: text('0.2 秒', '0.2 s'),
  },
  {
    field: 'perPodConcurrency',
    zh: '一个副本同时能处理几个请求？',
    en: 'How many requests does one copy work on at once?',
    assumed: text('10 个', '10'),
  },
  { field: 'owner', zh: '谁负责这个模块？', en: 'Who answers for it?', assumed: text('暂空', 'nobody') },
] as const;

function askForMissing(answers: ModuleAnswers, ledger: Ledger): void {
  const isQueue = answers.queue !== undefined;
  const isTested = answers.loadTest !== undefined;
  for (const { field, zh, en, assumed } of asked) {
    if (answers[field] !== undefined) continue;
    if ((isQueue || isTested) && (field === 'latencySeconds' || field === 'perPodConcurrency')) continue;
    ledger.ask({
      path: `modules.${answers.name}.${field}`,
      section: 'application',
      question: text(`${answers.name}：${zh}`, `${answers.name}: ${en}`),
      assumed,
    });
  }
}
