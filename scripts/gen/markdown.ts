/** A Markdown table; a bar or a line break in a cell would end it, so both are written another way. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(
      (row) =>
        `| ${row
          .map((cell) =>
            cell
              .replaceAll('|', '\\|')
              .replaceAll(/\s*\n\s*/g, ' ')
              .trim(),
          )
          .join(' | ')} |`,
    )
    .join('\n');
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A whole number of back-ticks around a value that holds none itself. */
export function code(value: string): string {
  return value === '' ? '' : `\`${value.replaceAll(/\s*\n\s*/g, ' ').trim()}\``;
}
