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
