"use strict";
/* What our page adds to the terminal in it: sentences from the server; on a phone a way back, and a keyboard
   only when it is asked for. */
(() => {
  const Native = window.WebSocket;
  const touch = window.matchMedia("(pointer: coarse)").matches;
  let opened = false;
  let socket = null;

  /* The terminal opens the one socket of the page; what is for us comes by it too. */
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      socket = this;
      this.addEventListener("open", () => {
        opened = true;
        if (!touch) setTimeout(() => document.querySelector(".xterm-helper-textarea").focus());
      });
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") return;
        const [kind, text] = JSON.parse(event.data);
        if (kind === "say") say(text);
      });
      this.addEventListener("close", (event) => closed(event.reason));
    }
  };

  function say(text) {
    const line = document.getElementById("said");
    line.textContent = text;
    line.hidden = text === "";
  }

  function closed(reason) {
    say("");
    document.getElementById("why").textContent = reason ||
      (opened ? "The connection was lost. Your answers are kept." : "The server cannot be reached.");
    document.getElementById("closed").hidden = false;
    document.getElementById("again").focus();
  }

  /* On a phone a tap answers; the screen keyboard would only cover the question. */
  function keyboard(wanted) {
    const field = document.querySelector(".xterm-helper-textarea");
    if (field === null) return;
    field.inputMode = wanted ? "text" : "none";
    if (wanted) field.focus();
    else field.blur();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    if (terminal === null) return;
    terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";
    document.addEventListener("keydown", () => say(""), true);
    if (!touch) return;
    const button = document.getElementById("keys");
    document.body.classList.add("touch");
    document.getElementById("bar").hidden = false;
    document.getElementById("back").addEventListener("click", () => {
      if (socket !== null && socket.readyState === Native.OPEN) socket.send(JSON.stringify(["stdin", "b"]));
    });
    let wanted = false;
    new MutationObserver(() => {
      if (!wanted) keyboard(false);
    }).observe(terminal, { childList: true, subtree: true });
    button.addEventListener("click", () => {
      wanted = !wanted;
      keyboard(wanted);
      button.textContent = wanted ? "No keyboard" : "Keyboard";
    });
  });
})();
