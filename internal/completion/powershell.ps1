# PowerShell completion for actionctl; load it with:
# actionctl completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'actionctl', 'actionctl.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words up to the cursor as they were typed, less their quotes: text, never evaluated.
    $words = @()
    $typed = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        $extent = $element.Extent
        if ($extent.StartOffset -ge $cursorPosition) { break }
        $text = $extent.Text
        if ($extent.EndOffset -ge $cursorPosition) {
            $typed = $text.Substring(0, $cursorPosition - $extent.StartOffset) -replace '["''`]', ''
            break
        }
        $words += $text -replace '["''`]', ''
    }

    $program = $commandAst.GetCommandName()
    if (-not $program -or -not (Get-Command -Name $program -CommandType Application -ErrorAction Ignore)) {
        $program = 'actionctl' # an alias
    }
    $last = $typed
    if ($typed -eq '' -and ($PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy')) {
        $last = '""' # an empty word does not arrive otherwise
    }
    $answers = @(& $program __complete @words $last 2>$null)
    if ($answers.Count -eq 0 -or $answers[-1] -notmatch '^:(\d+)$') { return }
    $directive = [int]$Matches[1]
    if ($directive -band 1) { return }

    $before = ''
    if ($typed -match '^(-[^=]*=)') { $before = $Matches[1] } # what comes back is the value
    if ($answers.Count -eq 1) {
        if ($directive -band 4) { return '' } # or else PowerShell shows files
        return
    }
    foreach ($answer in $answers[0..($answers.Count - 2)]) {
        $word, $help = $answer -split "`t", 2
        if (-not $help) { $help = $word }
        $text = $before + $word
        if ($text -match '[^\w\-./:=+\\]') { $text = "'" + $text.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $help)
    }
}
