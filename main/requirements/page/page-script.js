// Runs in the customer's browser, from a file, without a network: plain ES2019, nothing loaded.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const store = `ferryman:${data.siteId}:${data.contact.id}:${data.createdAt}`;
  const words = {
    zh: {
      lead: '请回答下面的问题。填写的内容自动保存在这个浏览器里；填完后点“导出文件”，把文件发回给我们。',
      offline: '这个页面不联网，也不需要安装任何东西。请不要在任何地方写密码。',
      why: '为什么问',
      example: '例如',
      otherwise: '不填时我们按',
      who: '谁通常知道',
      needed: '必填',
      technical: '（技术）',
      done: '✓ 已答',
      open: '○ 待答',
      unknown: '？ 不知道',
      optional: '可不填',
      dontKnow: '我不知道',
      ask: '该问谁（可不填）',
      add: '增加一行',
      remove: '删除',
      row: '第 {n} 行',
      save: '导出文件',
      copy: '生成粘贴码',
      print: '打印',
      progress: '已答 {done} / {all}，不知道 {unknown}',
      saved: '已自动保存',
      notSaved: '这个浏览器不能保存，请在关闭前导出',
      choose: '请选择',
      none: '（未答）',
      code: '粘贴码（全部复制，粘贴到邮件或聊天里发回）',
      copied: '已复制',
      exported: '已导出，请把文件发回',
      wrong: '有 {n} 处可能写错了，请看红字；仍可导出。',
      number: '这里要一个数字',
      address: '这里要一个 IP 地址，例如 10.0.0.11',
      network: '这里要一个网段，例如 10.0.0.0/24',
      date: '这里要一个日期，例如 2026-12-01',
      yes: '是',
      no: '否',
      clear: '清除',
      several: '多个请用分号隔开',
    },
    en: {
      lead: 'Please answer the questions below. What you type is kept in this browser; when you are done, choose “Export file” and send the file back to us.',
      offline: 'This page uses no network and needs nothing installed. Never write a password anywhere.',
      why: 'Why we ask',
      example: 'Example',
      otherwise: 'If left open we take',
      who: 'Who usually knows',
      needed: 'needed',
      technical: ' (technical)',
      done: '✓ answered',
      open: '○ open',
      unknown: '? not known',
      optional: 'optional',
      dontKnow: 'I don’t know',
      ask: 'whom to ask (optional)',
      add: 'Add a row',
      remove: 'Remove',
      row: 'Row {n}',
      save: 'Export file',
      copy: 'Make a paste code',
      print: 'Print',
      progress: '{done} of {all} answered, {unknown} not known',
      saved: 'kept automatically',
      notSaved: 'this browser cannot keep it: export before you close',
      choose: 'please choose',
      none: '(no answer)',
      code: 'Paste code (copy all of it into a mail or chat)',
      copied: 'Copied',
      exported: 'Exported: please send the file back',
      wrong: '{n} answer(s) may be wrong, see the red text; you may still export.',
      number: 'a number is needed here',
      address: 'an IP address is needed here, such as 10.0.0.11',
      network: 'a network is needed here, such as 10.0.0.0/24',
      date: 'a date is needed here, such as 2026-12-01',
      yes: 'yes',
      no: 'no',
      clear: 'Clear',
      several: 'part several by semicolons',
    },
  };
  let language = data.language;
  let canSave = true;
  let answers = clone(data.cells);
  let unknown = clone(data.unknown);
  try {
    const kept = JSON.parse(localStorage.getItem(store) || 'null');
    if (kept !== null) {
      answers = kept.answers;
      unknown = kept.unknown;
      language = kept.language;
    }
  } catch (_error) {
    canSave = false;
  }

  function clone(value) {
    return JSON.parse(JSON.stringify(value));
  }
  function say(text) {
    return text === undefined ? '' : text[language];
  }
  function t(name, parameters) {
    return words[language][name].replace(/\{(\w+)\}/g, (_whole, key) => String(parameters[key]));
  }
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    for (const child of children.filter((item) => item !== undefined && item !== null)) element.append(child);
    return element;
  }
  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify({ answers, unknown, language }));
    } catch (_error) {
      canSave = false;
    }
    refresh();
  }

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
      [String(choice.value), choice.title.zh, choice.title.en].some(
        (word) => word.toLowerCase() === plain.toLowerCase(),
      ),
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
    const id = `c${(counter += 1)}`;
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
      box.replaceChildren ? box.replaceChildren() : (box.textContent = '');
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
      value === '' || value === undefined ? undefined : el('span', {}, `${t(name)}：${value}`);
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

  /** Only what was changed goes back, with the mark of what stood there before. */
  function returned() {
    const changed = data.questions
      .map((question) => question.id)
      .filter((id) => JSON.stringify(answers[id] || '') !== JSON.stringify(data.cells[id] || ''));
    const pick = (from) =>
      changed.reduce((all, id) => (from[id] === undefined ? all : Object.assign(all, { [id]: from[id] })), {});
    return {
      format: 'ferryman-answers/1',
      site: data.siteId,
      by: data.contact.name,
      at: new Date().toISOString(),
      answers: pick(answers),
      unknown,
      base: pick(data.base),
    };
  }
  function crc32(text) {
    let sum = -1;
    for (let index = 0; index < text.length; index += 1) {
      sum ^= text.charCodeAt(index);
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (~sum >>> 0).toString(16).padStart(8, '0');
  }
  function base64url(bytes) {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  async function pasteCode() {
    const bytes = new TextEncoder().encode(JSON.stringify(returned()));
    let payload = `p${base64url(bytes)}`;
    try {
      const packed = new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')));
      payload = `z${base64url(new Uint8Array(await packed.arrayBuffer()))}`;
    } catch (_error) {
      // an older browser: a longer code
    }
    return `FM1.${payload}.${crc32(payload)}`;
  }
  function download() {
    const url = URL.createObjectURL(new Blob([JSON.stringify(returned(), null, 2)], { type: 'application/json' }));
    const link = el('a', { href: url, download: `answers-${data.contact.id}.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    document.getElementById('said').textContent = t('exported');
  }
  async function showCode() {
    const box = document.getElementById('code-box');
    const area = el('textarea', { id: 'code', readonly: true, 'aria-label': t('code') });
    area.value = await pasteCode();
    box.textContent = '';
    box.append(el('h3', {}, t('code')), area);
    box.hidden = false;
    area.focus();
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      document.getElementById('said').textContent = t('copied');
    } catch (_error) {
      // the text is selected: the person copies it
    }
    box.scrollIntoView();
  }

  function draw() {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    const page = document.getElementById('page');
    page.textContent = '';
    const change = (to) =>
      el(
        'button',
        {
          type: 'button',
          class: 'plain',
          'aria-pressed': String(language === to),
          onclick: () => {
            language = to;
            keep();
            draw();
          },
        },
        to === 'zh' ? '中文' : 'English',
      );
    page.append(
      el(
        'div',
        { class: 'top' },
        el('h1', {}, `${data.siteName} · ${data.contact.name}`),
        el('div', { class: 'languages' }, change('zh'), ' ', change('en')),
      ),
      el('p', { class: 'muted' }, t('lead')),
      el('p', { class: 'warn' }, t('offline')),
    );
    for (const section of data.sections) {
      page.append(
        el('h2', {}, say(section.title)),
        el('p', { class: 'muted' }, say(section.about)),
        ...data.questions.filter((question) => question.section === section.id).map(card),
      );
    }
    page.append(
      el('div', { id: 'code-box', class: 'card', hidden: true }),
      el(
        'div',
        { class: 'bar' },
        el(
          'div',
          {},
          el('p', { id: 'progress', role: 'status' }),
          el('span', { id: 'said', role: 'status' }),
          el('button', { type: 'button', onclick: () => window.print() }, t('print')),
          el('button', { type: 'button', id: 'make-code', onclick: showCode }, t('copy')),
          el('button', { type: 'button', class: 'main', id: 'export', onclick: download }, t('save')),
        ),
      ),
    );
    refresh();
  }
  draw();
})();
