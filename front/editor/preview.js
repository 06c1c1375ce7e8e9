// The paper as it will be printed: compiled by the server, shown page by page.
import { fill, h, icon, openDialog } from './dom.js';

/** Compile what is saved and show its pages; `desk` is { base, newer, compile() -> told }. */
export function showPaper(desk) {
  const body = h('div', { class: 'inside pages', tabindex: '0', role: 'region', 'aria-label': '纸面' });
  openDialog({ title: '纸面（与打印一致）', name: 'preview', body });
  if (!desk.newer) { compile(desk, body); return; }
  const go = h('button', { class: 'btn pri', type: 'button', onclick: () => compile(desk, body) }, '采用新值，编一稿');
  fill(body, h('p', {}, `有 ${desk.newer} 个数字的台账已有更新。编一稿按现在的台账，会换成新值；要留住原来的数，请先锁定。`), h('p', { class: 'bar-acts' }, go));
  go.focus();
}

function compile(desk, body) {
  fill(body, h('p', { role: 'status' }, '正在按现在的台账编一稿……'));
  desk.compile().then((told) => {
    const { run, pages, findings } = told;
    const stops = findings.filter((one) => one.kind !== 'note').length;
    fill(body, h('p', { class: 'bar-acts' }, h('a', { class: 'btn', href: `${desk.base}report.docx` }, icon('download'), '导出 Word'), h('a', { class: 'btn', href: `${desk.base}report.pdf`, target: '_blank', rel: 'noopener' }, icon('print'), '打开 PDF'),
      h('span', { class: 'help', role: 'status' }, `${pages} 页。${told.followed ? `${told.followed} 个数字换成了台账现在的值。` : ''}${stops ? `还有 ${stops} 处没有完成。` : ''}`)),
    Array.from({ length: Math.min(pages, 40) }, (_, at) => h('figure', {}, h('img', { src: `${desk.base}pages/${at + 1}.png?run=${run}`, alt: `第 ${at + 1} 页`, loading: 'lazy', width: 794, height: 1123 }), h('figcaption', {}, `第 ${at + 1} 页，共 ${pages} 页`))));
  }, (fault) => fill(body, h('p', { class: 'notice bad', role: 'alert' }, `没有编成：${fault.message}`)));
}
