/**
 * Does those of the wanted steps that are not done, each as soon as the steps it comes after are, side by side
 * where they do not depend on each other. A stamp is removed before its step runs and written when it is finished:
 * whatever fails or is interrupted is done again the next time.
 *
 * @returns titles of the steps that ran
 */
export async function prepare(steps, wanted, progress) {
  const ran = []
  const begun = new Map()
  const ensure = (name) => {
    if (!begun.has(name)) begun.set(name, ensureAfterOthers(name))
    return begun.get(name)
  }
  const ensureAfterOthers = async (name) => {
    const step = steps[name]
    await Promise.all(step.after.map(ensure))
    const input = step.input()
    if (step.stamp.holds(input)) return
    if (step.isDoneByHand?.()) return step.stamp.write(input)
    ran.push(step.title)
    step.stamp.remove()
    const shown = progress.begin(step.title)
    try {
      await step.run()
      step.stamp.write(input)
      shown.done()
    } catch (error) {
      shown.failed()
      throw error
    }
  }
  await Promise.all(wanted.map(ensure))
  return ran
}
