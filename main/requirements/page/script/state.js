// Runs in the customer's browser, from a file, without a network: plain ES2019, nothing loaded. These parts are joined in
// the order of write-page.ts inside one function.
const data = JSON.parse(document.getElementById('data').textContent);
const store = `ferryman:${data.siteId}:${data.contact.id}:${data.createdAt}`;
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
  return say(data.words[name]).replace(/\{(\w+)\}/g, (_whole, key) => String(parameters[key]));
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
