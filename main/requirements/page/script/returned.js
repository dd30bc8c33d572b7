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
