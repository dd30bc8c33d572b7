/** Shown to whoever has no cookie yet: hands the token from the address's fragment in, and is replaced by the app. */
export const entryPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ferryman 摆渡</title>
<link rel="stylesheet" href="/enter.css">
</head>
<body>
<main>
<h1>Ferryman 摆渡</h1>
<p id="waiting" role="status">正在进入……<br><span lang="en">Entering …</span></p>
<div id="refused" role="alert" hidden>
<p>这个地址已经用过，或不完整。地址只能使用一次：请在启动 Ferryman 的窗口里重新启动，打开新打印的地址。</p>
<p lang="en">This address was used before, or is not complete. An address works once: start Ferryman again and open the address it prints.</p>
</div>
</main>
<script type="module" src="/enter.js"></script>
</body>
</html>
`;

export const entryStyle = `:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f6f5; color: #1b2627;
  font: 16px/1.7 -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.4rem; }
@media (prefers-color-scheme: dark) { body { background: #0f1516; color: #e4ebe9; } }
`;

export const entryScript = `const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const enter = await fetch(location.pathname + 'enter', { method: 'POST', body: token }).catch(() => undefined);
if (enter && enter.ok) location.reload();
else { document.getElementById('waiting').hidden = true; document.getElementById('refused').hidden = false; }
`;
