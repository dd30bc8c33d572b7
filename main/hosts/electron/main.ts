import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, session, utilityProcess } from 'electron';
import { PageFiles, rendererDirectory } from '../web/page-files.ts';
import { answerPage, origin } from './page-protocol.ts';

// before the app is ready, or the scheme is no origin of its own
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();
if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(open);
app.on('window-all-closed', () => app.quit());

/** One window, one engine process. Files named on the command line are not opened: a double click must start nothing. */
async function open(): Promise<void> {
  const files = new PageFiles(rendererDirectory());
  const browsing = session.defaultSession;
  browsing.protocol.handle('app', (request) => answerPage(request, files));
  browsing.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  browsing.setPermissionCheckHandler(() => false);

  const engine = utilityProcess.fork(join(import.meta.dirname, 'engine-process.js'), [], {
    serviceName: 'Ferryman engine',
  });
  const window = new BrowserWindow({
    width: 1360,
    height: 900,
    minWidth: 720,
    title: 'Ferryman 摆渡',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.removeMenu();
  keepInside(window);

  ipcMain.on('ferryman-ready', ({ sender, senderFrame }) => {
    // only our own page, in our own window's top frame, is given a way to the engine
    if (sender !== window.webContents || senderFrame !== sender.mainFrame || senderFrame?.origin !== origin) return;
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage('ferryman-port', [port1]);
    sender.postMessage('ferryman-port', null, [port2]);
  });
  engine.once('exit', () => app.quit());
  endSafely(engine);
  await window.loadURL(`${origin}/`);
}

/** No page but ours, no second window, no frame with rights. */
function keepInside({ webContents }: BrowserWindow): void {
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The engine comes to a safe point before the app is gone. */
function endSafely(engine: Electron.UtilityProcess): void {
  let isEnding = false;
  app.on('before-quit', (event) => {
    if (engine.pid === undefined) return;
    event.preventDefault();
    if (!isEnding) engine.postMessage('ferryman-end');
    isEnding = true;
  });
}
