import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** Documents and their printing. */
export const documentErrors = defineErrors({
  DOC_E0001: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '这台电脑上没有找到可以打印 PDF 的浏览器（Chrome、Edge 或 Chromium）',
      'No browser that can print a PDF (Chrome, Edge or Chromium) was found on this computer',
    ),
    remedy: text(
      '安装其中一个浏览器，或用环境变量 FERRYMAN_BROWSER 指明它的程序文件；也可以改用 DOCX 或 HTML，再从中打印。',
      'Install one of them, or name its program file in the environment variable FERRYMAN_BROWSER; or take DOCX or HTML and print from there.',
    ),
  },
  DOC_E0002: {
    source: 'environment',
    retry: 'safe',
    message: text('浏览器没有打印出 PDF：{detail}', 'The browser did not print the PDF: {detail}'),
    remedy: text(
      '再试一次；仍然失败时改用 HTML，在浏览器中打印。',
      'Try again; if it fails again, take HTML and print it from a browser.',
    ),
  },
  DOC_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{document} 没有 {format} 格式', '{document} is not written as {format}'),
    remedy: text('换一种格式：{formats}。', 'Choose another format: {formats}.'),
  },
  DOC_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有名为 {document} 的规划文档', 'There is no planning document named {document}'),
    remedy: text('可选：{documents}。', 'There are: {documents}.'),
  },
});
