import { ipcRenderer } from 'electron';

// All the page gets of Electron: it says that it is ready, and a port to the engine comes back.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === 'ferryman-ready') ipcRenderer.send('ferryman-ready');
});
ipcRenderer.on('ferryman-port', ({ ports }) => {
  window.postMessage('ferryman-port', window.location.origin, [...ports]);
});
