const checks = {
  number: /^[+-]?\s*\d[\d,]*(\.\d+)?\s*\D{0,12}$/,
  percent: /^[+-]?\d+(\.\d+)?\s*%?$/,
  address: /^\d{1,3}(\.\d{1,3}){3}$/,
  network: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
  date: /^\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?$/,
};
function problemOf(field, text) {
  const plain = text.trim().normalize('NFKC');
  const isWord = (field.choices || []).some((choice) =>
    [String(choice.value), choice.title.zh, choice.title.en].some((word) => word.toLowerCase() === plain.toLowerCase()),
  );
  if (plain === '' || plain === '-' || plain.startsWith('json:') || isWord) return '';
  const kind = field.kind === 'list' ? field.of : field.kind;
  const check = checks[kind];
  if (check === undefined) return '';
  const parts =
    field.kind === 'list'
      ? plain
          .split(/[;\n、,]/)
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : [plain];
  const isGood = parts.every(
    (part) =>
      check.test(part) &&
      (kind !== 'address' && kind !== 'network'
        ? true
        : part
            .split('/')[0]
            .split('.')
            .every((octet) => Number(octet) < 256) && Number(part.split('/')[1] || 0) < 33),
  );
  return isGood ? '' : t(kind === 'percent' ? 'number' : kind);
}

let counter = 0;
/** A control for one cell; `set` gets what a person wrote. */
function control(field, value, label, set, describedBy) {
  counter += 1;
  const id = `c${counter}`;
  const isYesNo = field.kind === 'yes-no';
  const options = isYesNo
    ? [
        { zh: '是', en: 'yes' },
        { zh: '否', en: 'no' },
      ]
    : field.kind === 'choice'
      ? field.choices.map((choice) => Object.assign({ value: choice.value }, choice.title))
      : undefined;
  const is = (option, text) =>
    text !== '' &&
    [option.zh, option.en, String(option.value)].some((word) => word.toLowerCase() === text.trim().toLowerCase());
  if (options !== undefined && label.inTable !== true && options.length <= 6) {
    const group = el('div', {
      class: 'choices',
      role: 'radiogroup',
      'aria-label': label.text,
      'aria-describedby': describedBy,
    });
    for (const option of options) {
      const radio = el('input', { type: 'radio', name: id, onchange: () => set(option[data.language]) });
      radio.checked = is(option, value);
      group.append(el('label', {}, radio, option[language]));
    }
    group.append(
      el(
        'button',
        {
          type: 'button',
          class: 'plain',
          onclick: () => {
            for (const radio of group.querySelectorAll('input')) radio.checked = false;
            set('');
          },
        },
        t('clear'),
      ),
    );
    return group;
  }
  if (options !== undefined) {
    const select = el(
      'select',
      { id, 'aria-label': label.text, onchange: () => set(select.value) },
      el('option', { value: '' }, label.inTable ? '' : t('choose')),
    );
    for (const option of options) {
      const item = el('option', { value: option[data.language] }, option[language]);
      item.selected = is(option, value);
      select.append(item);
    }
    return select;
  }
  const input = el(field.kind === 'list' && label.inTable !== true ? 'textarea' : 'input', {
    type: 'text',
    id,
    'aria-label': label.text,
    'aria-describedby': [describedBy, `${id}p`].filter(Boolean).join(' '),
    list: field.choices && field.kind !== 'list' ? `${id}l` : undefined,
    placeholder: label.inTable || field.example === undefined ? undefined : say(field.example),
    autocomplete: 'off',
    spellcheck: 'false',
    rows: '2',
    oninput: () => {
      set(input.value);
      show();
    },
  });
  input.value = value;
  const problem = el('p', { class: 'problem', id: `${id}p` });
  const show = () => {
    const text = problemOf(field, input.value);
    problem.textContent = text;
    input.setAttribute('aria-invalid', String(text !== ''));
  };
  show();
  const words =
    field.choices && field.kind !== 'list'
      ? el(
          'datalist',
          { id: `${id}l` },
          ...field.choices.map((choice) => el('option', { value: choice.title[language] })),
        )
      : undefined;
  return el('div', label.inTable ? {} : { style: undefined }, input, words, problem);
}
