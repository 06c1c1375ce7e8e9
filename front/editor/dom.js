// Making elements, icons and dialogs by hand, without a word of HTML in a string.
const SVG = 'http://www.w3.org/2000/svg';

/** Return an element with attributes, listeners (onclick …) and children; what is null or false is left out. */
export function h(tag, attrs = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  fill(element, ...children);
  return element;
}

/** Put new children in the place of an element's old ones. */
export function fill(element, ...children) {
  element.textContent = '';
  element.append(...children.flat(Infinity).filter((one) => one != null && one !== false && one !== ''));
}

/** Return an icon of the sprite, hidden from readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg'), use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'i');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${document.getElementById('editor').dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** Return a bar of a share between 0 and 1. */
export function bar(share) {
  const svg = document.createElementNS(SVG, 'svg'), rect = document.createElementNS(SVG, 'rect');
  svg.setAttribute('class', 'share');
  svg.setAttribute('aria-hidden', 'true');
  rect.setAttribute('height', '100%');
  rect.setAttribute('width', `${Math.round(share * 1000) / 10}%`);
  svg.append(rect);
  return svg;
}

/** Open a dialog over the page and return { close }. `done` is called once it is closed. */
export function openDialog({ title, name, body, done }) {
  const before = document.activeElement;
  const heading = h('h2', { id: `${name}-title` }, title);
  const shut = h('button', { class: 'tool', type: 'button', 'aria-label': '关闭', onclick: () => close() }, icon('close'));
  const box = h('dialog', { class: `over ${name}`, 'aria-labelledby': `${name}-title` }, h('header', {}, heading, shut), body);
  function close() {
    if (!box.isConnected) return;
    if (box.close) box.close();
    box.remove();
    if (before && before.focus) before.focus();
    if (done) done();
  }
  box.addEventListener('cancel', (event) => { event.preventDefault(); close(); });
  box.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing) { event.preventDefault(); close(); } });
  document.body.append(box);
  if (box.showModal) box.showModal();
  else box.setAttribute('open', '');
  return { close, box };
}

/** Say something for a few seconds. */
export function toast(text) { if (window.taizhang) window.taizhang.toast(text); }
