// Names of all that takes the focus, in the order of the document; kept for focused.js.
() => {
  const all = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const ofGroup = (radio) => [...document.querySelectorAll(`input[type="radio"][name="${CSS.escape(radio.name)}"]`)].filter((one) => one.form === radio.form);
  const stands = (radio) => radio.checked || (!ofGroup(radio).some((one) => one.checked) && ofGroup(radio)[0] === radio);
  window.inOrder = [...document.querySelectorAll(all)].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled") && (one.type !== "radio" || stands(one)),
  );
  document.activeElement?.blur();
  window.getSelection().setPosition(document.body, 0);
  return window.inOrder.map((one) => one.outerHTML.slice(0, 120));
}
