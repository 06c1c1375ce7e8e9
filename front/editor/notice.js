// Whether the text is saved, in words that are always in sight; and what to do where it is not.
import { fill, h, icon } from './dom.js';
import { moment } from './comments.js';

const KEPT = '文字已留在这台电脑的浏览器里。', LOST = '这个浏览器不许留存，请先不要关闭页面。';

/** Show the state of saving. `line` is the short word in the head, `strip` the place for what has to be done. */
export function savedState({ line, strip }, state, more, deeds) {
  const kept = more.kept === false ? LOST : KEPT;
  const short = {
    saved: [icon('check'), more.at ? `${moment(more.at).split(' ')[1]} 已保存` : '已保存'], changed: ['有改动'], saving: ['正在保存……'],
    signedout: [icon('alert'), '没有存上'], stranger: [icon('alert'), '没有存上'], offline: [icon('alert'), '没有存上'], refused: [icon('alert'), '没有存上'], conflict: [icon('alert'), '没有存上'],
  }[state];
  fill(line, short);
  line.className = `saved ${state}`;
  const again = (words) => h('button', { class: 'btn sm', type: 'button', onclick: deeds.again }, words);
  const long = {
    signedout: () => ['登录已过期，', kept, h('a', { class: 'btn sm', href: more.signin, target: '_blank' }, '在新窗口登录'), again('已登录，保存')],
    stranger: () => [`现在登录的是${more.name}，不是您。`, kept, '请换回自己的账号。', again('已换回，保存')],
    offline: () => ['连不上服务器，', kept, '接通后自动保存。', again('再试')],
    refused: () => [`没有存上：${more.why}。`, kept, again('再试')],
    conflict: () => ['别处也改了这份报告，', kept, h('button', { class: 'btn sm', type: 'button', onclick: deeds.compare }, '看差别，选留哪样')],
  }[state];
  fill(strip, long ? long() : null);
  strip.hidden = !long;
}
