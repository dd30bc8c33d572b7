function stateOf(question) {
  const value = answers[question.id];
  const isAnswered = Array.isArray(value)
    ? value.some((row) => Object.values(row).some((cell) => cell.trim() !== ''))
    : value !== undefined && value.trim() !== '';
  if (isAnswered) return 'done';
  if (unknown[question.id] !== undefined) return 'unknown';
  return question.need === 'may' ? 'optional' : 'open';
}

function fieldBody(question, describedBy) {
  const box = el('div', { class: 'answer' });
  box.append(
    control(
      question,
      answers[question.id] || '',
      { text: say(question.title) },
      (text) => {
        answers[question.id] = text;
        keep();
      },
      describedBy,
    ),
  );
  if (question.unit !== undefined) box.append(el('span', { class: 'muted' }, say(question.unit)));
  return box;
}

function tableBody(question) {
  const box = el('div', {});
  const draw = () => {
    const rows = answers[question.id] || [];
    const shown = rows.length === 0 ? [{}] : rows;
    const head = el(
      'tr',
      {},
      ...question.columns.map((column) =>
        el(
          'th',
          { scope: 'col', class: column.isTechnical ? 'technical' : '' },
          `${say(column.title)}${column.unit ? ` (${say(column.unit)})` : ''}${column.isNeeded ? ' *' : ''}`,
          column.example ? el('div', { class: 'muted small' }, `${t('example')} ${say(column.example)}`) : undefined,
          column.of === 'choice'
            ? el('div', { class: 'muted small' }, column.choices.map((choice) => say(choice.title)).join('; '))
            : undefined,
        ),
      ),
      el('th', { class: 'remove' }),
    );
    const body = shown.map((row, index) =>
      el(
        'tr',
        {},
        ...question.columns.map((column) =>
          el(
            'td',
            {},
            control(
              column,
              row[column.id] || '',
              { text: `${say(column.title)}, ${t('row', { n: index + 1 })}`, inTable: true },
              (text) => {
                if (rows.length === 0) rows.push(row);
                if (text === '') delete row[column.id];
                else row[column.id] = text;
                answers[question.id] = rows;
                keep();
              },
            ),
          ),
        ),
        el(
          'td',
          { class: 'remove' },
          el(
            'button',
            {
              type: 'button',
              class: 'plain',
              'aria-label': `${t('remove')} ${t('row', { n: index + 1 })}`,
              onclick: () => {
                rows.splice(index, 1);
                answers[question.id] = rows;
                keep();
                draw();
              },
            },
            t('remove'),
          ),
        ),
      ),
    );
    box.textContent = '';
    box.append(
      el(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say(question.title) },
        el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)),
      ),
    );
    box.append(
      el(
        'button',
        {
          type: 'button',
          class: 'add',
          onclick: () => {
            rows.length === 0 ? rows.push(shown[0], {}) : rows.push({});
            answers[question.id] = rows;
            keep();
            draw();
          },
        },
        t('add'),
      ),
    );
  };
  draw();
  return box;
}

function card(question) {
  const id = `q-${question.id}`;
  const fact = (name, value) =>
    value === '' || value === undefined
      ? undefined
      : el('span', {}, `${t(name)}${language === 'zh' ? '：' : ': '}${value}`);
  const check = el('input', {
    type: 'checkbox',
    onchange: () => {
      if (check.checked) unknown[question.id] = note.value;
      else delete unknown[question.id];
      keep();
    },
  });
  const note = el('input', {
    type: 'text',
    maxlength: '280',
    'aria-label': t('ask'),
    placeholder: say(question.ask),
    oninput: () => {
      check.checked = true;
      unknown[question.id] = note.value;
      keep();
    },
  });
  check.checked = unknown[question.id] !== undefined;
  note.value = unknown[question.id] || '';
  return el(
    'section',
    { class: 'card', id, 'data-question': question.id },
    el(
      'div',
      { class: 'head' },
      el(
        'h3',
        {},
        `${say(question.title)}${question.need === 'must' ? ' *' : ''}${question.isTechnical ? t('technical') : ''}`,
      ),
      el('span', { class: 'state' }),
    ),
    el(
      'p',
      { class: 'muted small facts', id: `${id}-why` },
      fact('why', say(question.why)),
      question.form === 'field' ? fact('example', say(question.example)) : undefined,
      question.kind === 'list' ? el('span', {}, t('several')) : undefined,
      fact('otherwise', say(question.otherwise)),
      fact('who', say(question.who)),
    ),
    question.form === 'table' ? tableBody(question) : fieldBody(question, `${id}-why`),
    el('div', { class: 'not-known' }, el('label', {}, check, t('dontKnow')), note),
  );
}

function refresh() {
  const counts = { done: 0, unknown: 0, open: 0, optional: 0 };
  for (const question of data.questions) {
    const state = stateOf(question);
    counts[state] += 1;
    const box = document.getElementById(`q-${question.id}`);
    box.className = `card ${state}`;
    box.querySelector('.state').textContent = t(state);
  }
  const wrong = document.querySelectorAll('[aria-invalid=true]').length;
  document.getElementById('progress').textContent =
    `${t('progress', { done: counts.done, all: data.questions.length, unknown: counts.unknown })} · ${t(canSave ? 'saved' : 'notSaved')}${wrong > 0 ? ` · ${t('wrong', { n: wrong })}` : ''}`;
}
