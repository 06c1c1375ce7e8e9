// Comments beside the text: each is tied to a block and quotes the words it is about.
import { fill, h, icon } from './dom.js';
import { blockIdsAt, blockPos } from './blocks.js';

/** Return a moment as 11月25日 09:48, in China's time. */
export function moment(iso) {
  if (!iso) return '';
  const parts = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).formatToParts(new Date(iso));
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${told.month}月${told.day}日 ${told.hour}:${told.minute}`;
}

/** Make the panel of comments. `desk` is { view, api, comments, go(pos), changedComments(), say() }. */
export function commentPanel(desk, box) {
  const list = h('div', { class: 'notes' }), form = h('div', { class: 'note-new' });
  fill(box, h('header', {}, h('div', {}, h('h2', {}, '批注')), h('button', { class: 'tool', type: 'button', 'aria-label': '关闭', onclick: () => desk.closePanel() }, icon('close'))), form, list);

  function one(comment) {
    const pos = comment.block ? blockPos(desk.view.state.doc, comment.block) : -1;
    return h('li', { class: comment.done_at ? 'done' : '' },
      comment.quote && h('blockquote', {}, comment.quote), h('p', {}, comment.text),
      h('p', { class: 'by' }, `${comment.by}，${moment(comment.at)}`, comment.done_at && `；${comment.done_by}已处理`),
      h('div', { class: 'bar-acts' }, pos >= 0 && h('button', { class: 'btn sm', type: 'button', onclick: () => desk.go(pos) }, '到这一处'),
        comment.block && pos < 0 && h('span', { class: 'help' }, '所批的段落已经删去'),
        !comment.done_at && h('button', { class: 'btn sm', type: 'button', onclick: () => done(comment) }, icon('check'), '已处理')));
  }
  async function done(comment) {
    try { Object.assign(comment, await desk.api.commentDone(comment.id)); } catch (fault) { desk.say(`没有办成：${fault.message}。`); return; }
    desk.changedComments();
  }
  function draw() {
    const open = desk.comments.filter((comment) => !comment.done_at), past = desk.comments.filter((comment) => comment.done_at);
    fill(list, open.length ? h('ul', {}, open.map(one)) : h('p', { class: 'none' }, '没有待处理的批注。选中几个字，按 Alt+M 写一条。'),
      past.length > 0 && h('details', {}, h('summary', {}, `已处理 ${past.length} 条`), h('ul', {}, past.map(one))));
  }

  /** Open the form for a comment on the chosen words. */
  function write() {
    const { state } = desk.view, { from, to } = state.selection;
    const [block] = blockIdsAt(state), quote = state.doc.textBetween(from, to, ' ').slice(0, 200);
    const text = h('textarea', { id: 'note-text', rows: 3, maxLength: 1000, required: true });
    const wrong = h('p', { class: 'errors', role: 'alert', hidden: true });
    const send = async (event) => {
      event.preventDefault();
      if (!text.value.trim()) { wrong.textContent = '请写批注。'; wrong.hidden = false; return; }
      try { desk.comments.push(await desk.api.comment({ block: block || null, quote, text: text.value.trim() })); } catch (fault) { wrong.textContent = `没有存上：${fault.message}。批注还在这里，可以再试。`; wrong.hidden = false; return; }
      fill(form);
      desk.changedComments();
      desk.view.focus();
    };
    text.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.ctrlKey) send(event); if (event.key === 'Escape') { event.preventDefault(); fill(form); desk.view.focus(); } });
    fill(form, h('form', { onsubmit: send }, quote && h('blockquote', {}, quote), h('label', { for: 'note-text' }, quote ? '批注这几个字' : block ? '批注这一段' : '批注全文'), text, wrong,
      h('div', { class: 'bar-acts' }, h('button', { class: 'btn sm pri' }, '批注'), h('button', { class: 'btn sm', type: 'button', onclick: () => { fill(form); desk.view.focus(); } }, '取消'))));
    text.focus();
  }
  return { draw, write };
}
