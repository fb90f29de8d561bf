#compdef actionctl
# zsh completion for actionctl; load it with: source <(actionctl completion zsh)

_actionctl() {
    local program=${(Q)words[1]} line directive word help
    local -a answers entries ending order before
    program=${program/#\~\//$HOME/}
    (( $+commands[$program] )) || [[ -x $program ]] || program=actionctl # an alias

    (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
    # quotes are taken off, nothing is evaluated
    answers=("${(@f)$("$program" __complete "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
    directive=${answers[-1]#:}
    answers[-1]=()
    (( directive & 1 )) && return 1
    [[ $PREFIX == -*=* ]] && compset -P '*=' # what comes back is the value

    for line in "${answers[@]}"; do
        [[ -z $line ]] && continue
        word=${line%%$'\t'*}
        help=
        [[ $line == *$'\t'* ]] && help=${${line#*$'\t'}//\`/}
        word=${word//\\/\\\\}
        entries+=("${word//:/\\:}${help:+:$help}")
    done
    (( directive & 2 )) && ending=(-S '')
    (( directive & 32 )) && order=(-V)
    if (( ${#entries} )); then
        _describe "${order[@]}" -t arguments argument entries "${ending[@]}"
        return
    fi
    (( directive & 16 )) && { _files -/; return }
    (( directive & 4 )) && return 1
    _files
}

if [[ $funcstack[1] == _actionctl ]]; then
    _actionctl "$@"
elif (( $+functions[compdef] )); then
    compdef _actionctl actionctl
fi
